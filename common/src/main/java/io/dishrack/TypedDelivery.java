package io.dishrack;

import java.time.Duration;

/** A delivery of raw bytes seen through a {@link Codec}. */
record TypedDelivery<T>(Delivery<byte[]> plain, Codec<T> codec) implements Delivery<T> {

    @Override
    public long number() {
        return plain.number();
    }

    @Override
    public int attempt() {
        return plain.attempt();
    }

    @Override
    public T item() {
        return codec.decode(plain.item());
    }

    @Override
    public String key() {
        return plain.key();
    }

    @Override
    public boolean wantsResult() {
        return plain.wantsResult();
    }

    @Override
    public Outcome done(Report report) {
        return plain.done(report);
    }

    @Override
    public Outcome doneInto(JoinableQueue<byte[]> next, byte[] output, ItemOptions options, Report report)
            throws InterruptedException {
        return plain.doneInto(next, output, options, report);
    }

    @Override
    public Origin origin() {
        return plain.origin();
    }

    @Override
    public Outcome fail(Report report) {
        return plain.fail(report);
    }

    @Override
    public Outcome reject(Report report) {
        return plain.reject(report);
    }

    @Override
    public Outcome release() {
        return plain.release();
    }

    @Override
    public Outcome extend(Duration duration) {
        return plain.extend(duration);
    }

    @Override
    public void runsIn(long pid) {
        plain.runsIn(pid);
    }

    @Override
    public void runsMarked() {
        plain.runsMarked();
    }

    @Override
    public boolean isCancelled() {
        return plain.isCancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        plain.onCancel(action);
    }

    @Override
    public Outcome outcome() {
        return plain.outcome();
    }
}
