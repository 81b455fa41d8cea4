package io.dishrack.rack;

import io.dishrack.ItemState;

/**
 * An item as an export tells it.
 *
 * @param state null when it was not known
 * @param key or null
 * @param payload null when it could not be read
 */
record ExportLine(ItemState state, String key, byte[] payload) {}
