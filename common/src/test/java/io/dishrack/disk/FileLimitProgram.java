package io.dishrack.disk;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueUnusableException;
import io.dishrack.testkit.Payloads;
import io.dishrack.testkit.QueueLab;
import java.nio.file.Path;
import java.time.Duration;

/** The main class of a JVM that may not make long files: puts until it can't, twice, takes one, and waits for a line. */
public final class FileLimitProgram {

    private FileLimitProgram() {}

    /** Arguments: the queue. */
    public static void main(String[] arguments) throws Exception {
        try (JoinableQueue<byte[]> queue = Dishrack.open(Path.of(arguments[0]), QueueLab.options())) {
            long put = 0;
            for (int failures = 0; failures < 2; ) {
                try {
                    put = queue.put(Payloads.of(1, put + 1));
                } catch (QueueUnusableException e) {
                    if (failures++ == 0) {
                        System.out.println("put " + put);
                    }
                    System.out.println("failed " + e.getMessage());
                }
            }
            System.out.println("took " + queue.poll(Duration.ofSeconds(10)).number());
            System.in.read();
        }
    }
}
