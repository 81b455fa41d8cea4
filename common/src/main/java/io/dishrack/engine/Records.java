package io.dishrack.engine;

import io.dishrack.engine.log.MessageHead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes records into the result log that nobody is to wait for: the lock is waited for some time only, since its holder
 * may be frozen and this thread the one to notice. What could not be written, because of that or for want of room, is
 * kept and written later, by the keeper or at the latest by close. Crash before that: it is missing. Thread-safe.
 */
final class Records {

    /** Records written under one hold of the lock. */
    private static final int PORTION = 1000;
    /** Records kept for later; what is beyond, on a disk that stays full, is left out. */
    private static final int MOST_LATE = 100_000;
    /** How long the keeper waits for the lock to write what is late, and how long between two tries. */
    private static final long LATE_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long LATE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LAST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final Core core;
    /** To be written, oldest first; guarded by itself. The first ones are taken out by one thread at a time. */
    private final Deque<byte[]> late = new ArrayDeque<>();

    private volatile boolean anyLate;
    private long triedNanos;

    Records(Core core) {
        this.core = core;
    }

    /** Writes them, in portions; what can't be written within {@code patience} each is kept for later. */
    void write(List<byte[]> entries, long patience) {
        int written = 0;
        while (written < entries.size()) {
            int end = Math.min(written + PORTION, entries.size());
            written += writePortion(entries.subList(written, end), patience);
            if (written < end) {
                keep(entries.subList(written, entries.size()));
                return;
            }
        }
    }

    /** Writes some of what could not be written at its time. For one thread, the keeper's. Costs one load mostly. */
    void catchUp() {
        if (anyLate && System.nanoTime() - triedNanos >= LATE_PAUSE_NANOS) {
            triedNanos = System.nanoTime();
            writeLate(LATE_PATIENCE_NANOS);
        }
    }

    /** The same for all of it, when the keeper has stopped. */
    void finish() {
        boolean written = true;
        while (anyLate && written) {
            written = writeLate(LAST_PATIENCE_NANOS);
        }
    }

    private boolean writeLate(long patience) {
        List<byte[]> entries;
        synchronized (late) {
            entries = late.stream().limit(PORTION).toList();
        }
        int written = writePortion(entries, patience);
        synchronized (late) {
            for (int i = 0; i < written; i++) {
                late.removeFirst();
            }
            anyLate = !late.isEmpty();
        }
        return written > 0;
    }

    private void keep(List<byte[]> entries) {
        synchronized (late) {
            late.addAll(entries.subList(0, Math.min(entries.size(), MOST_LATE - late.size())));
            anyLate = true;
        }
    }

    /** Says how many of them were written. */
    private int writePortion(List<byte[]> entries, long patience) {
        try {
            if (!core.resultLock.lock(patience)) {
                return 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
        int[] written = {0};
        try {
            append(entries, written);
        } catch (RuntimeException | InternalError e) {
            // No room, or damaged: told by the next one who has to write there.
        } finally {
            core.resultLock.unlock();
        }
        return written[0];
    }

    /** Crash: what was appended whole is published by the reaper; the rest is missing. */
    private void append(List<byte[]> entries, int[] written) {
        if (core.resultWriter.begin()) {
            try {
                for (byte[] entry : entries) {
                    core.resultWriter.append(entry, null, MessageHead.NONE);
                    written[0]++;
                }
            } finally {
                core.resultWriter.publish();
            }
        }
    }
}
