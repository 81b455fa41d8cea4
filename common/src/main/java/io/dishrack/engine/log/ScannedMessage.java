package io.dishrack.engine.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A message as {@link LogScan} found it. */
public final class ScannedMessage {

    private final long number;
    private final long position;
    private final String damage;
    private final int meta;
    private final byte[] rest;
    private final LargePayloads large;

    private ScannedMessage(long number, long position, String damage, int meta, byte[] rest, LargePayloads large) {
        this.number = number;
        this.position = position;
        this.damage = damage;
        this.meta = meta;
        this.rest = rest;
        this.large = large;
    }

    static ScannedMessage readable(
            long number, long position, String damage, Frame.Content content, LargePayloads large) {
        return new ScannedMessage(number, position, damage, content.meta(), content.rest(), large);
    }

    static ScannedMessage lost(long number, long position, String damage) {
        return new ScannedMessage(number, position, damage, 0, null, null);
    }

    public long number() {
        return number;
    }

    /** Where its header stands in the segment's file, or -1 when that is not known. */
    public long position() {
        return position;
    }

    /** What is wrong with it, or null. */
    public String damage() {
        return damage;
    }

    /** Whether key and payload are as they were put; also of a message whose header alone is damaged. */
    public boolean isReadable() {
        return rest != null;
    }

    /** Whether the payload is in a file of its own, and may be missing there. */
    public boolean isLarge() {
        return (meta & Frame.LARGE) != 0;
    }

    int meta() {
        return meta;
    }

    /** What follows the frame's header. Assumes {@link #isReadable}. */
    byte[] rest() {
        return rest;
    }

    /** What it says beside its payload. Assumes {@link #isReadable}. */
    public MessageHead head() {
        return Frame.head(meta, rest);
    }

    public boolean keepsResult() {
        return (meta & Frame.KEEP_RESULT) != 0;
    }

    /** The key, or null. Assumes {@link #isReadable}. */
    public String key() {
        byte[] key = head().key();
        return key.length == 0 ? null : new String(key, StandardCharsets.UTF_8);
    }

    /**
     * The payload; a large one is read from its file now. Assumes {@link #isReadable}.
     *
     * @throws io.dishrack.QueueUnusableException when that file is missing or damaged
     */
    public byte[] payload() {
        byte[] body = Arrays.copyOfRange(rest, Frame.keyAt(meta) + Frame.keyLength(meta), rest.length);
        return isLarge() ? large.read(number, body) : body;
    }
}
