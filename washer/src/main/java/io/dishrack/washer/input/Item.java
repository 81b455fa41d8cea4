package io.dishrack.washer.input;

/**
 * An item to be put.
 *
 * @param payload its bytes
 * @param key its key, or null
 * @param turn when its turn comes
 */
public record Item(byte[] payload, String key, Turn turn) {

    /** An item of which nothing else is said. */
    public static Item of(byte[] payload) {
        return new Item(payload, null, Turn.NONE);
    }

    Item withTurn(Turn value) {
        return new Item(payload, key, value);
    }
}
