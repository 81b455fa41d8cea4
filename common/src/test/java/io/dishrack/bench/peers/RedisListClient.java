package io.dishrack.bench.peers;

import java.io.IOException;
import java.nio.file.Path;

/** Redis' reliable queue: an item is moved to a list of its taker's own, and removed from there when it is done. */
final class RedisListClient implements PeerClient {

    private static final String QUEUE = "queue";

    private final Resp redis;
    private final String own = "taken-by-" + ProcessHandle.current().pid();
    private byte[] taken;

    RedisListClient(Path socket) throws IOException {
        redis = new Resp(socket);
    }

    @Override
    public void put(byte[] payload) throws IOException {
        redis.call("LPUSH", QUEUE, payload);
    }

    @Override
    public byte[] take() throws IOException {
        taken = (byte[]) redis.call("BLMOVE", QUEUE, own, "RIGHT", "LEFT", "0");
        return taken;
    }

    @Override
    public void done() throws IOException {
        redis.call("LREM", own, "1", taken);
    }

    @Override
    public void close() throws IOException {
        redis.close();
    }
}
