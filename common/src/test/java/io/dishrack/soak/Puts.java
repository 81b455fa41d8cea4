package io.dishrack.soak;

/** What a washer process tried and was acknowledged: counts of its puts, from the first. */
final class Puts {

    private final String worker;
    private long attempted;
    private long acknowledged;

    Puts(String worker) {
        this.worker = worker;
    }

    String worker() {
        return worker;
    }

    void attempt(long count) {
        attempted = Math.max(attempted, count);
    }

    void acknowledge(long count) {
        acknowledged = Math.max(acknowledged, count);
    }

    void acknowledgeAll() {
        acknowledged = attempted;
    }

    long attempted() {
        return attempted;
    }

    long acknowledged() {
        return acknowledged;
    }
}
