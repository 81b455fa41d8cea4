package io.dishrack.bench.lab;

/** A measurement that can't be believed or could not be made: a wrong count, a child that died. */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BenchException(String message) {
        super(message);
    }
}
