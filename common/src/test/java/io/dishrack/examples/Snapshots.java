package io.dishrack.examples;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.call.Functions;
import io.dishrack.call.Json;
import io.dishrack.call.Receiver;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Works on something long in its one thread and between two steps answers those who call: {@code snapshot} tells how far
 * it is, {@code stop} ends it. {@code Snapshots QUEUE}.
 */
public final class Snapshots {

    private Snapshots() {}

    public static void main(String[] args) throws InterruptedException {
        AtomicBoolean stopped = new AtomicBoolean();
        long[] state = {0, 1};
        Functions functions = new Functions()
                .register("snapshot", Json.CODEC, Json.CODEC, none -> Map.of("steps", state[0], "value", state[1]))
                .register("stop", Codec.BYTES, Json.CODEC, none -> {
                    stopped.set(true);
                    return state[0];
                });
        OpenOptions options = OpenOptions.DEFAULTS.withRole("dryer");
        try (JoinableQueue<byte[]> queue = Dishrack.open(Path.of(args[0]), options)) {
            Receiver receiver = new Receiver(queue, functions);
            int answered = 0;
            while (!stopped.get()) {
                state[0]++;
                state[1] = state[1] * 6364136223846793005L + 1442695040888963407L;
                answered += receiver.handleAll();
            }
            System.out.println("answered " + answered);
        }
    }
}
