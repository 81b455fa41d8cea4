package io.dishrack.bench;

/** A measurement that can't be believed or could not be made: a wrong count, a child that died. */
final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }
}
