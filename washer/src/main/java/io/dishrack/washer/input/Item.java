package io.dishrack.washer.input;

/**
 * An item to be put.
 *
 * @param payload its bytes
 * @param key its key, or null
 */
public record Item(byte[] payload, String key) {

    /** An item without a key. */
    public static Item of(byte[] payload) {
        return new Item(payload, null);
    }
}
