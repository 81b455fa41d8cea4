package io.dishrack.bench.peers;

import java.io.IOException;
import java.nio.file.Path;

/** beanstalkd: put, reserve, delete. */
final class BeanstalkdClient implements PeerClient {

    private static final String CRLF = "\r\n";
    /** Priority, delay, and seconds that a job may be reserved. */
    private static final String PUT = "put 0 0 600 ";

    private final Talk talk;
    private String job;

    BeanstalkdClient(Path socket) throws IOException {
        talk = new Talk(socket);
    }

    @Override
    public void put(byte[] payload) throws IOException {
        talk.write(PUT + payload.length + CRLF).write(payload).write(CRLF).send();
        expect("INSERTED ");
    }

    @Override
    public byte[] take() throws IOException {
        talk.write("reserve" + CRLF).send();
        String[] words = expect("RESERVED ").split(" ");
        job = words[0];
        return talk.readBlock(Integer.parseInt(words[1]));
    }

    @Override
    public void done() throws IOException {
        talk.write("delete " + job + CRLF).send();
        expect("DELETED");
    }

    private String expect(String start) throws IOException {
        String line = talk.readLine();
        if (!line.startsWith(start)) {
            throw new IOException("unexpected reply: found=" + line + " expected=" + start.strip());
        }
        return line.substring(start.length());
    }

    @Override
    public void close() throws IOException {
        talk.close();
    }
}
