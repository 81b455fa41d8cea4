package io.dishrack.bench.children;

import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.bench.lab.Load;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** A washer: makes the queue, puts, joins. */
public final class WasherRole implements Role {

    private static final int REMEMBERED = 1 << 16;
    private static final long STEADY_NANOS = 200_000;

    private JoinableQueue<byte[]> queue;
    /** When the last puts of {@link #steady} returned, in a ring. */
    private final AtomicLongArray returned = new AtomicLongArray(REMEMBERED);

    private volatile long steadyPuts;

    @Override
    public void run(String[] command, Wire wire) throws Exception {
        switch (command[0]) {
            case "open" -> {
                queue = Dishrack.open(
                        Path.of(command[1]),
                        OpenOptions.DEFAULTS
                                .withRole("washer")
                                .withMaxSize(Long.parseLong(command[2]))
                                .withDurability(Role.durability(command, 3)));
                wire.say(Wire.OK);
            }
            case "put" -> {
                long start = System.nanoTime();
                put(load(command));
                wire.say("put", start, System.nanoTime());
            }
            case "join" -> {
                queue.join();
                wire.say("joined", System.nanoTime());
            }
            case "shutdown" -> {
                queue.shutdown();
                wire.say(Wire.OK);
            }
            case "close" -> {
                queue.close();
                wire.say(Wire.OK);
            }
            default -> runLong(command, wire);
        }
    }

    private void runLong(String[] command, Wire wire) throws Exception {
        switch (command[0]) {
            case "paced" -> {
                paced(Integer.parseInt(command[1]), Long.parseLong(command[2]), Path.of(command[3]));
                wire.say(Wire.OK);
            }
            case "steady" -> {
                Thread putter = new Thread(this::steady, "bench-steady");
                putter.setDaemon(true);
                putter.start();
                wire.say(Wire.OK);
            }
            case "after" -> wire.say("put", firstAfter(Long.parseLong(command[1])));
            case "storm" -> storm(load(command), wire);
            default -> throw Role.unknown(command);
        }
    }

    private static Load load(String[] command) {
        return new Load(Long.parseLong(command[1]), Integer.parseInt(command[2]), Integer.parseInt(command[3]));
    }

    static byte[] payload(int size) {
        byte[] payload = new byte[size];
        Arrays.fill(payload, (byte) 'x');
        return payload;
    }

    private void put(Load load) throws InterruptedException {
        put(queue, load);
    }

    static void put(JoinableQueue<byte[]> queue, Load load) throws InterruptedException {
        byte[] payload = payload(load.size());
        if (load.batch() == 1) {
            for (long i = 0; i < load.items(); i++) {
                queue.put(payload);
            }
            return;
        }
        List<byte[]> batch = Collections.nCopies(load.batch(), payload);
        long left = load.items();
        for (; left >= load.batch(); left -= load.batch()) {
            queue.putAll(batch, ItemOptions.NONE);
        }
        queue.putAll(batch.subList(0, (int) left), ItemOptions.NONE);
    }

    /** Puts on a schedule that does not wait for anybody; each item says which one it is. */
    private void paced(int count, long interval, Path file) throws Exception {
        Stamps stamps = new Stamps(count * 2);
        Pacer pacer = new Pacer(interval);
        for (int i = 0; i < count; i++) {
            stamps.set(i, pacer.awaitNext());
            queue.put(Stamps.payload(i));
            stamps.set(count + i, System.nanoTime());
        }
        stamps.write(file);
    }

    private void steady() {
        try {
            byte[] payload = payload(Load.BATCH);
            for (; ; ) {
                queue.put(payload);
                returned.set((int) (steadyPuts % REMEMBERED), System.nanoTime());
                steadyPuts = steadyPuts + 1;
                LockSupport.parkNanos(STEADY_NANOS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /** When the first put after an instant returned; waits for it. */
    private long firstAfter(long instant) {
        long put = Math.max(0, steadyPuts - REMEMBERED / 2);
        for (; ; ) {
            while (put >= steadyPuts) {
                LockSupport.parkNanos(STEADY_NANOS);
            }
            long time = returned.get((int) (put % REMEMBERED));
            if (time > instant) {
                return time;
            }
            put++;
        }
    }

    /** Puts until it is killed. */
    private void storm(Load load, Wire wire) throws InterruptedException {
        put(load);
        wire.say("storming");
        for (; ; ) {
            put(load);
        }
    }
}
