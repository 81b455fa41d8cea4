package io.dishrack.damage;

/**
 * An item as somebody showed it.
 *
 * @param number the item
 * @param state its state, in small letters
 * @param key its key, or null
 * @param payload whether its bytes are what they should be; null when they were not shown
 */
record Seen(long number, String state, String key, Boolean payload) {

    boolean isReadable() {
        return payload != null;
    }
}
