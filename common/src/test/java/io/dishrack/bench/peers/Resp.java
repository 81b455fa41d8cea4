package io.dishrack.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Redis' protocol: a command is a list of byte strings; a reply a string, a number, bytes, or a list of these. */
final class Resp implements AutoCloseable {

    private static final String CRLF = "\r\n";

    private final Talk talk;

    Resp(Path socket) throws IOException {
        talk = new Talk(socket);
    }

    /** Sends a command of texts and bytes, and returns its reply: a String, a byte[], a List, or null. */
    Object call(Object... words) throws IOException {
        talk.write("*" + words.length + CRLF);
        for (Object word : words) {
            byte[] bytes = word instanceof byte[] raw ? raw : word.toString().getBytes(StandardCharsets.ISO_8859_1);
            talk.write("$" + bytes.length + CRLF).write(bytes).write(CRLF);
        }
        talk.send();
        return reply();
    }

    private Object reply() throws IOException {
        String line = talk.readLine();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> rest.equals("-1") ? null : talk.readBlock(Integer.parseInt(rest));
            case '*' -> rest.equals("-1") ? null : list(Integer.parseInt(rest));
            default -> throw new IOException("unexpected reply: found=" + line);
        };
    }

    private List<Object> list(int size) throws IOException {
        List<Object> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(reply());
        }
        return list;
    }

    @Override
    public void close() throws IOException {
        talk.close();
    }
}
