package io.dishrack.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A Redis stream with a group of consumers. */
final class RedisStreamClient implements PeerClient {

    private static final String STREAM = "stream";
    private static final String GROUP = "dryers";

    private final Resp redis;
    private final String own = "dryer-" + ProcessHandle.current().pid();
    private String taken;

    RedisStreamClient(Path socket) throws IOException {
        redis = new Resp(socket);
        try {
            redis.call("XGROUP", "CREATE", STREAM, GROUP, "0", "MKSTREAM");
        } catch (IOException e) {
            if (!e.getMessage().contains("BUSYGROUP")) {
                throw e;
            }
            // Another client has made it.
        }
    }

    @Override
    public void put(byte[] payload) throws IOException {
        redis.call("XADD", STREAM, "*", "item", payload);
    }

    /** The reply is [[stream, [[id, [field, value]]]]]. */
    @Override
    public byte[] take() throws IOException {
        Object reply =
                redis.call("XREADGROUP", "GROUP", GROUP, own, "COUNT", "1", "BLOCK", "0", "STREAMS", STREAM, ">");
        List<?> entry = (List<?>) at(at(at(reply, 0), 1), 0);
        taken = new String((byte[]) entry.get(0), StandardCharsets.ISO_8859_1);
        return (byte[]) at(entry.get(1), 1);
    }

    private static Object at(Object list, int index) {
        return ((List<?>) list).get(index);
    }

    @Override
    public void done() throws IOException {
        redis.call("XACK", STREAM, GROUP, taken);
    }

    @Override
    public void close() throws IOException {
        redis.close();
    }
}
