package io.dishrack;

/**
 * An item as it lies in the queue.
 *
 * @param number the item
 * @param state where it is in its life; null where {@link QueueSalvage} can't tell
 * @param attempts how often it was handed out so far
 * @param key the key it was put with, or null
 * @param payload its bytes, or null when they can't be read; {@code problem} then says why
 * @param dueMillis milliseconds since 1970: when a DELAYED item may run, or a READY one that no taker has met yet and
 *     that was put for later; 0 of one that is DELAYED because it waits for another of its key, and of all others. An
 *     export leaves it out of READY ones
 * @param problem what is wrong with its bytes, or null
 */
public record ItemView(
        long number, ItemState state, int attempts, String key, byte[] payload, long dueMillis, String problem) {}
