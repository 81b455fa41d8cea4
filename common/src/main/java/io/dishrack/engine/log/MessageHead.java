package io.dishrack.engine.log;

import io.dishrack.engine.ledger.StateWord;

/**
 * What a message says beside its payload; see {@link Frame}.
 *
 * @param key UTF-8, empty for none; at most {@link #MAX_KEY} bytes
 * @param keepResult whether the report of the item's end is to be kept
 * @param priority 0 to {@link StateWord#MAX_PRIORITY}
 * @param notBefore not to be handed out before, milliseconds since 1970; 0 for at once
 * @param previous the item put before it whose key falls into the same bucket; 0 for none, or without a key
 * @param origin where it comes from, or null
 */
public record MessageHead(byte[] key, boolean keepResult, int priority, long notBefore, long previous, Origin origin) {

    /** The longest key, in bytes of UTF-8. */
    public static final int MAX_KEY = 0xFFFF;

    private static final byte[] NO_KEY = {};

    /** Nothing beside the payload. */
    public static final MessageHead NONE = new MessageHead(NO_KEY, false, 0, 0, 0, null);

    /**
     * What an item was made from, so that it is made once.
     *
     * @param source drawn by chance for each source, never 0
     * @param sequence counts what comes from it, from 1
     * @param check a digest of the source up to there, or 0
     */
    public record Origin(long source, long sequence, long check) {}

    /** Only a key, or an empty one. */
    public static MessageHead keyed(byte[] key, boolean keepResult) {
        return new MessageHead(key, keepResult, 0, 0, 0, null);
    }

    public MessageHead withPrevious(long number) {
        return new MessageHead(key, keepResult, priority, notBefore, number, origin);
    }

    public MessageHead withOrigin(Origin value) {
        return new MessageHead(key, keepResult, priority, notBefore, previous, value);
    }
}
