package io.dishrack.bench.children;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Instants of {@link System#nanoTime}, numbered, handed from a child to its parent in a file. */
public final class Stamps {

    private final long[] instants;

    public Stamps(int count) {
        this.instants = new long[count];
    }

    public void set(int index, long instant) {
        instants[index] = instant;
    }

    public long get(int index) {
        return instants[index];
    }

    /** A message that carries its number. */
    public static byte[] payload(int index) {
        return ByteBuffer.allocate(Long.BYTES).putLong(index).array();
    }

    public static int index(byte[] payload) {
        return (int) ByteBuffer.wrap(payload).getLong();
    }

    public void write(Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(instants.length * Long.BYTES);
        buffer.asLongBuffer().put(instants);
        Files.write(file, buffer.array());
    }

    public static Stamps read(Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file));
        Stamps stamps = new Stamps(buffer.remaining() / Long.BYTES);
        buffer.asLongBuffer().get(stamps.instants);
        return stamps;
    }
}
