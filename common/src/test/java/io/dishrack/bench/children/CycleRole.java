package io.dishrack.bench.children;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Washer and dryer in one thread: puts, takes and acknowledges in turns, so that nobody waits for anybody. */
final class CycleRole implements Role {

    private JoinableQueue<byte[]> queue;

    @Override
    public void run(String[] command, Wire wire) throws Exception {
        switch (command[0]) {
            case "open" -> {
                OpenOptions options = OpenOptions.DEFAULTS.withRole("cycle");
                long segmentBytes = Long.parseLong(command[2]);
                queue = Dishrack.open(
                        Path.of(command[1]),
                        segmentBytes == 0
                                ? options
                                : options.withSegmentBytes(segmentBytes).withHistoryBytes(0));
                wire.say(Wire.OK);
            }
            case "cycle" -> {
                long start = System.nanoTime();
                cycle(Long.parseLong(command[1]), Integer.parseInt(command[2]));
                wire.say("cycled", System.nanoTime() - start);
            }
            case "put" -> {
                long start = System.nanoTime();
                WasherRole.put(queue, new Load(Long.parseLong(command[1]), Integer.parseInt(command[2]), Load.BATCH));
                wire.say("put", System.nanoTime() - start);
            }
            case "drain" -> {
                long start = System.nanoTime();
                dry(Long.parseLong(command[1]));
                wire.say("drained", System.nanoTime() - start);
            }
            case "profile" -> profile(command, wire);
            case "close" -> {
                queue.close();
                wire.say(Wire.OK);
            }
            default -> throw Role.unknown(command);
        }
    }

    private void profile(String[] command, Wire wire) throws Exception {
        Load load = new Load(Long.parseLong(command[3]), Integer.parseInt(command[4]), Load.BATCH);
        boolean put = command[2].equals("put");
        Profiler.Used used = Profiler.record(Path.of(command[1]), () -> {
            if (put) {
                WasherRole.put(queue, load);
            } else {
                dry(load.items());
            }
        });
        wire.say("profiled", used.userNanos(), used.systemNanos(), used.bytes());
    }

    private void cycle(long items, int size) throws InterruptedException {
        for (long left = items; left > 0; left -= Load.BATCH) {
            long batch = Math.min(left, Load.BATCH);
            WasherRole.put(queue, new Load(batch, size, Load.BATCH));
            dry(batch);
        }
    }

    private void dry(long items) throws InterruptedException {
        for (long left = items; left > 0; ) {
            List<Delivery<byte[]>> batch = queue.pollBatch((int) Math.min(left, Load.BATCH), Duration.ofSeconds(10));
            long done = queue.doneAll(batch);
            if (done == 0) {
                throw new BenchException("no item left to take: missing=" + left);
            }
            left -= done;
        }
    }
}
