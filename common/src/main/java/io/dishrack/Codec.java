package io.dishrack;

import java.nio.charset.StandardCharsets;

/** Turns items into payload bytes and back. Must be thread-safe. Nothing read from a queue is ever instantiated by name. */
public interface Codec<T> {

    /**
     * The payload of an item.
     *
     * @throws IllegalArgumentException when it has none; the put then fails and costs no slot
     */
    byte[] encode(T item);

    /** The item of a payload; the array belongs to the codec. */
    T decode(byte[] payload);

    /** Bytes as they are; the arrays are not copied. */
    Codec<byte[]> BYTES = new Codec<>() {
        @Override
        public byte[] encode(byte[] item) {
            return item;
        }

        @Override
        public byte[] decode(byte[] payload) {
            return payload;
        }
    };

    /** Text as UTF-8. Malformed input is replaced, as {@link String#String(byte[], java.nio.charset.Charset)} does. */
    Codec<String> UTF_8 = new Codec<>() {
        @Override
        public byte[] encode(String item) {
            return item.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] payload) {
            return new String(payload, StandardCharsets.UTF_8);
        }
    };
}
