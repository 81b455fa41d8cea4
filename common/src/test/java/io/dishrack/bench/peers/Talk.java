package io.dishrack.bench.peers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Lines and bytes through a Unix-domain socket. */
final class Talk implements AutoCloseable {

    private final SocketChannel channel;
    private final InputStream in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Talk(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        in = new BufferedInputStream(Channels.newInputStream(channel));
    }

    Talk write(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Talk write(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Sends what was written, at once. */
    void send() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray());
        out.reset();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The next line, without its end. */
    String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (; ; ) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server has closed the connection");
            }
            if (next == '\n') {
                line.setLength(Math.max(0, line.length() - 1));
                return line.toString();
            }
            line.append((char) next);
        }
    }

    /** That many bytes, and the end of line behind them. */
    byte[] readBlock(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        in.skipNBytes(2);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
