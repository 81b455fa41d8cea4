package io.dishrack.disk;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueUnusableException;
import io.dishrack.testkit.QueueLab;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The main class of a JVM that has a queue open while one of its files is cut: works with it as often as it is told to,
 * says {@code ready}, waits for a line, and says what came of each call from then on.
 */
public final class CutFileProgram {

    /** Calls of each kind after the cut. */
    static final int CALLS = 50;

    private CutFileProgram() {}

    private interface Call {
        void run() throws Exception;
    }

    /** Arguments: the queue, how many items to put and to finish before the cut, the way to use it then. */
    public static void main(String[] arguments) throws Exception {
        JoinableQueue<byte[]> queue = Dishrack.open(Path.of(arguments[0]), QueueLab.options());
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            queue.put(new byte[100]);
            queue.poll(Duration.ZERO).done();
        }
        for (int i = 0; i < 2 * CALLS; i++) {
            queue.put(new byte[100]);
        }
        Delivery<?>[] held = queue.pollBatch(CALLS, Duration.ZERO).toArray(Delivery<?>[]::new);
        int[] next = {0};
        Call call =
                switch (arguments[2]) {
                    case "put" -> () -> queue.put(new byte[100]);
                    case "poll" -> () -> queue.poll(Duration.ZERO);
                    case "done" -> () -> held[next[0]++].done();
                    case "unfinished" -> queue::unfinished;
                    default -> throw new IllegalArgumentException(arguments[2]);
                };
        System.out.println("ready");
        System.in.read();
        int told = 0;
        for (int i = 0; i < CALLS; i++) {
            told += isTold(call) ? 1 : 0;
        }
        System.out.println("told " + told);
        Runtime.getRuntime().halt(0);
    }

    private static boolean isTold(Call call) throws Exception {
        try {
            call.run();
            return false;
        } catch (QueueUnusableException e) {
            return true;
        }
    }
}
