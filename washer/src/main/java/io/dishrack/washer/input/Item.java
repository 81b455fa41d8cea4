package io.dishrack.washer.input;

/**
 * An item to be put.
 *
 * @param payload its bytes
 * @param key its key, or null
 * @param turn when its turn comes
 * @param unique whether it is put only if there is none of its key; then it has one
 */
public record Item(byte[] payload, String key, Turn turn, boolean unique) {

    /** One that is put in any case. */
    public Item(byte[] payload, String key, Turn turn) {
        this(payload, key, turn, false);
    }

    /** An item of which nothing else is said. */
    public static Item of(byte[] payload) {
        return new Item(payload, null, Turn.NONE);
    }

    Item withTurn(Turn value) {
        return new Item(payload, key, value, unique);
    }

    Item unique(String value) {
        return new Item(payload, value, turn, true);
    }
}
