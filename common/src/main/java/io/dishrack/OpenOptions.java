package io.dishrack;

import java.time.Duration;
import java.util.Objects;

/**
 * How to open a queue. Immutable; the {@code with...} methods return a changed copy.
 *
 * @param create whether to make the queue when it is missing
 * @param maxSize on creation: bound on the items that wait to be taken, 0 for none
 * @param segmentBytes on creation: size at which the item log goes on in a new file
 * @param historyBytes on creation: bytes of finished items that are kept, to be looked at; what is beyond is deleted by
 *     and by, a segment at a time, and of the newest two segments nothing is
 * @param resultBytes on creation: the same of results; a reader of results that falls behind misses the oldest
 * @param role what this process is, for people and for {@link QueueStatus#alive}
 * @param maxAttempts hand-outs before an item of this taker becomes a dead letter, 1 to 255
 * @param retryDelay base of the exponential back-off after a failure; zero retries at once
 * @param lease how long this process may show no sign of life before its items are given to others
 * @param durability what an acknowledged step survives
 * @param spin how long a taker looks for the next item before it sleeps: the hand-off is quicker by the time of a
 *     wake-up, and costs a processor meanwhile; ignored where there is only one
 */
public record OpenOptions(
        boolean create,
        long maxSize,
        long segmentBytes,
        long historyBytes,
        long resultBytes,
        String role,
        int maxAttempts,
        Duration retryDelay,
        Duration lease,
        Durability durability,
        Duration spin) {

    /** As good as for ever. */
    public static final Duration MOST_SPIN = Duration.ofDays(365);

    /** More than any disk has: nothing is deleted. */
    public static final long ALL_HISTORY = 1L << 46;

    /**
     * Of finished items and of results, each, beside two segments of each log that are kept anyway: who puts a few
     * million items never misses one, and a queue that runs for ever takes no more of a disk than a film does.
     */
    private static final long USUAL_HISTORY = 1L << 30;

    /** Creates when missing; unbounded; keeps 1 GiB of finished items and 1 GiB of results; 3 attempts with 100 ms back-off; 30 s lease; survives process crashes; sleeps while it waits. */
    public static final OpenOptions DEFAULTS = new OpenOptions(
            true,
            0,
            256L << 20,
            USUAL_HISTORY,
            USUAL_HISTORY,
            "app",
            3,
            Duration.ofMillis(100),
            Duration.ofSeconds(30),
            Durability.PROCESS,
            Duration.ZERO);

    /** Checks the ranges. */
    public OpenOptions {
        Objects.requireNonNull(role, "role");
        require(maxSize >= 0, "maxSize", maxSize, "0 or more");
        require(segmentBytes >= 1 << 16, "segmentBytes", segmentBytes, "64k or more");
        require(historyBytes >= 0, "historyBytes", historyBytes, "0 or more");
        require(resultBytes >= 0, "resultBytes", resultBytes, "0 or more");
        require(maxAttempts >= 1 && maxAttempts <= 255, "maxAttempts", maxAttempts, "1 to 255");
        require(!retryDelay.isNegative(), "retryDelay", retryDelay, "zero or more");
        require(lease.toMillis() >= 1000, "lease", lease, "1s or more");
        require(!spin.isNegative() && spin.compareTo(MOST_SPIN) <= 0, "spin", spin, "0 to 365 days");
        require(role.matches("[a-z]{1,15}"), "role", role, "1 to 15 small letters");
    }

    private static void require(boolean holds, String name, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(name + " out of range: " + name + "=" + value + "; use " + range);
        }
    }

    public OpenOptions withCreate(boolean value) {
        return new OpenOptions(
                value,
                maxSize,
                segmentBytes,
                historyBytes,
                resultBytes,
                role,
                maxAttempts,
                retryDelay,
                lease,
                durability,
                spin);
    }

    public OpenOptions withMaxSize(long value) {
        return new OpenOptions(
                create,
                value,
                segmentBytes,
                historyBytes,
                resultBytes,
                role,
                maxAttempts,
                retryDelay,
                lease,
                durability,
                spin);
    }

    public OpenOptions withSegmentBytes(long value) {
        return new OpenOptions(
                create,
                maxSize,
                value,
                historyBytes,
                resultBytes,
                role,
                maxAttempts,
                retryDelay,
                lease,
                durability,
                spin);
    }

    public OpenOptions withHistoryBytes(long value) {
        return new OpenOptions(
                create,
                maxSize,
                segmentBytes,
                value,
                resultBytes,
                role,
                maxAttempts,
                retryDelay,
                lease,
                durability,
                spin);
    }

    public OpenOptions withResultBytes(long value) {
        return new OpenOptions(
                create,
                maxSize,
                segmentBytes,
                historyBytes,
                value,
                role,
                maxAttempts,
                retryDelay,
                lease,
                durability,
                spin);
    }

    public OpenOptions withRole(String value) {
        return new OpenOptions(
                create,
                maxSize,
                segmentBytes,
                historyBytes,
                resultBytes,
                value,
                maxAttempts,
                retryDelay,
                lease,
                durability,
                spin);
    }

    public OpenOptions withMaxAttempts(int value) {
        return new OpenOptions(
                create,
                maxSize,
                segmentBytes,
                historyBytes,
                resultBytes,
                role,
                value,
                retryDelay,
                lease,
                durability,
                spin);
    }

    public OpenOptions withRetryDelay(Duration value) {
        return new OpenOptions(
                create,
                maxSize,
                segmentBytes,
                historyBytes,
                resultBytes,
                role,
                maxAttempts,
                value,
                lease,
                durability,
                spin);
    }

    public OpenOptions withLease(Duration value) {
        return new OpenOptions(
                create,
                maxSize,
                segmentBytes,
                historyBytes,
                resultBytes,
                role,
                maxAttempts,
                retryDelay,
                value,
                durability,
                spin);
    }

    public OpenOptions withDurability(Durability value) {
        return new OpenOptions(
                create,
                maxSize,
                segmentBytes,
                historyBytes,
                resultBytes,
                role,
                maxAttempts,
                retryDelay,
                lease,
                value,
                spin);
    }

    public OpenOptions withSpin(Duration value) {
        return new OpenOptions(
                create,
                maxSize,
                segmentBytes,
                historyBytes,
                resultBytes,
                role,
                maxAttempts,
                retryDelay,
                lease,
                durability,
                value);
    }
}
