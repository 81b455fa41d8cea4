package io.dishrack.washer.run;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A line every few seconds, for logs. */
public final class ProgressLines implements Progress {

    private static final long EVERY_NANOS = 5_000_000_000L;

    private final Consumer<String> teller;
    private final LongSupplier nanoTime;
    private final long started;
    private long nextLine;

    /** Tells its lines to {@code teller}. */
    public ProgressLines(Consumer<String> teller) {
        this(teller, System::nanoTime);
    }

    ProgressLines(Consumer<String> teller, LongSupplier nanoTime) {
        this.teller = teller;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.nextLine = started + EVERY_NANOS;
    }

    @Override
    public void update(long finished, long total, long failed) {
        long now = nanoTime.getAsLong();
        if (now - nextLine < 0) {
            return;
        }
        nextLine = now + EVERY_NANOS;
        double rate = finished * 1e9 / (now - started);
        String left = rate > 0 ? " left=" + Math.round((total - finished) / rate) + "s" : "";
        teller.accept(String.format(
                Locale.ROOT, "finished=%,d of=%,d failed=%,d rate=%,.0f/s%s", finished, total, failed, rate, left));
    }

    @Override
    public void close() {}
}
