package io.dishrack;

/**
 * What a put says about an item beside its payload.
 *
 * @param key a name chosen by the caller (1 to 65,535 bytes of UTF-8), or null
 * @param keepResult whether the report of its end is to be kept for {@link ResultFeed}
 */
public record ItemOptions(String key, boolean keepResult) {

    /** No key, no result. */
    public static final ItemOptions NONE = new ItemOptions(null, false);

    /** No key, result kept. */
    public static final ItemOptions WITH_RESULT = new ItemOptions(null, true);
}
