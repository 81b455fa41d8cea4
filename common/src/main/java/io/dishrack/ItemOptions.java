package io.dishrack;

/**
 * What a put says about an item beside its payload. Immutable; the {@code with...} methods return a changed copy.
 *
 * @param key a name chosen by the caller (1 to 65,535 bytes of UTF-8), or null. Items of the same key run one after the
 *     other, in the order they were put
 * @param keepResult whether the report of its end is to be kept for {@link ResultFeed}
 * @param priority 0 to {@link #MAX_PRIORITY}: items of a higher one are taken before all others that wait
 * @param notBeforeMillis when it may be handed out first, milliseconds since 1970; 0 for at once
 * @param unique whether it is not put when an item of its key is there already, finished or not, as long as it is kept
 * @param origin where it comes from, or null; it is not put when an item of that origin was put before
 */
public record ItemOptions(
        String key, boolean keepResult, int priority, long notBeforeMillis, boolean unique, Origin origin) {

    /** The highest priority. */
    public static final int MAX_PRIORITY = 3;

    /** No key, no result, nothing special. */
    public static final ItemOptions NONE = new ItemOptions(null, false, 0, 0, false, null);

    /** No key, result kept. */
    public static final ItemOptions WITH_RESULT = NONE.withKeepResult(true);

    /** Checks the ranges. */
    public ItemOptions {
        if (priority < 0 || priority > MAX_PRIORITY) {
            throw new IllegalArgumentException(
                    "priority out of range: priority=" + priority + "; use 0 to " + MAX_PRIORITY);
        }
        if (notBeforeMillis < 0) {
            throw new IllegalArgumentException(
                    "time out of range: notBeforeMillis=" + notBeforeMillis + "; use 0 or more");
        }
        if (unique && key == null) {
            throw new IllegalArgumentException("unique without a key; give a key");
        }
    }

    public ItemOptions withKey(String value) {
        return new ItemOptions(value, keepResult, priority, notBeforeMillis, unique, origin);
    }

    public ItemOptions withKeepResult(boolean value) {
        return new ItemOptions(key, value, priority, notBeforeMillis, unique, origin);
    }

    public ItemOptions withPriority(int value) {
        return new ItemOptions(key, keepResult, value, notBeforeMillis, unique, origin);
    }

    public ItemOptions withNotBeforeMillis(long value) {
        return new ItemOptions(key, keepResult, priority, value, unique, origin);
    }

    public ItemOptions withUnique(boolean value) {
        return new ItemOptions(key, keepResult, priority, notBeforeMillis, value, origin);
    }

    /** For a put that may be repeated: it returns the negative number of the item that is there already. */
    public ItemOptions withOrigin(Origin value) {
        return new ItemOptions(key, keepResult, priority, notBeforeMillis, unique, value);
    }
}
