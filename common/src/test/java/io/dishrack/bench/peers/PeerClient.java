package io.dishrack.bench.peers;

import java.io.IOException;

/** One connection to another queue: puts, or takes and acknowledges one by one, as its users do. */
public interface PeerClient extends AutoCloseable {

    /** Returns when the server has accepted it. */
    void put(byte[] payload) throws IOException;

    /** Waits for the next item. */
    byte[] take() throws IOException;

    /** Acknowledges the item that was taken last; returns when the server has accepted that. */
    void done() throws IOException;

    @Override
    void close() throws IOException;
}
