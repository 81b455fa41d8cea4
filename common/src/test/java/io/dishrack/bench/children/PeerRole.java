package io.dishrack.bench.children;

import io.dishrack.bench.peers.PeerClient;
import io.dishrack.bench.peers.Protocol;
import java.io.IOException;
import java.nio.file.Path;

/** A washer or dryer of another queue. Behind the items come as many short ones as there are dryers: each ends one. */
final class PeerRole implements Role {

    private static final byte[] END = {'.'};

    private PeerClient client;

    @Override
    public void run(String[] command, Wire wire) throws Exception {
        switch (command[0]) {
            case "connect" -> {
                client = Protocol.valueOf(command[1]).connect(Path.of(command[2]));
                wire.say(Wire.OK);
            }
            case "put" -> {
                byte[] payload = WasherRole.payload(Integer.parseInt(command[2]));
                long start = System.nanoTime();
                for (long i = Long.parseLong(command[1]); i > 0; i--) {
                    client.put(payload);
                }
                for (int i = Integer.parseInt(command[3]); i > 0; i--) {
                    client.put(END);
                }
                wire.say("put", start);
            }
            case "dry" -> {
                wire.say("drying");
                dry(wire);
            }
            default -> throw Role.unknown(command);
        }
    }

    private void dry(Wire wire) throws IOException {
        long count = 0;
        long last = System.nanoTime();
        for (; ; ) {
            boolean end = client.take().length == END.length;
            client.done();
            if (end) {
                wire.say("dried", count, last);
                return;
            }
            count++;
            last = System.nanoTime();
        }
    }
}
