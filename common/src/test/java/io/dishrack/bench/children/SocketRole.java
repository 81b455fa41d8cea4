package io.dishrack.bench.children;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The yardstick of a hand-off: a message through a Unix-domain socket to a process that sleeps in a read. */
public final class SocketRole implements Role {

    private SocketChannel channel;

    @Override
    public void run(String[] command, Wire wire) throws Exception {
        switch (command[0]) {
            case "listen" -> {
                try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                    server.bind(UnixDomainSocketAddress.of(command[1]));
                    wire.say("waiting");
                    channel = server.accept();
                }
                wire.say(Wire.OK);
            }
            case "connect" -> {
                channel = SocketChannel.open(UnixDomainSocketAddress.of(command[1]));
                wire.say(Wire.OK);
            }
            case "paced" -> {
                paced(Integer.parseInt(command[1]), Long.parseLong(command[2]), Path.of(command[3]));
                wire.say(Wire.OK);
            }
            case "stamp" -> {
                wire.say("waiting");
                stamp(Integer.parseInt(command[1]), Path.of(command[2]));
                wire.say("stamped");
            }
            default -> throw Role.unknown(command);
        }
    }

    private void paced(int count, long interval, Path file) throws IOException {
        Stamps stamps = new Stamps(count * 2);
        Pacer pacer = new Pacer(interval);
        ByteBuffer buffer = ByteBuffer.allocateDirect(Long.BYTES);
        for (int i = 0; i < count; i++) {
            stamps.set(i, pacer.awaitNext());
            buffer.clear().putLong(i).flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            stamps.set(count + i, System.nanoTime());
        }
        stamps.write(file);
    }

    private void stamp(int count, Path file) throws IOException {
        Stamps stamps = new Stamps(count);
        ByteBuffer buffer = ByteBuffer.allocateDirect(Long.BYTES);
        for (int i = 0; i < count; i++) {
            buffer.clear();
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw new IOException("socket ended: received=" + i + " expected=" + count);
                }
            }
            stamps.set((int) buffer.flip().getLong(), System.nanoTime());
        }
        stamps.write(file);
    }
}
