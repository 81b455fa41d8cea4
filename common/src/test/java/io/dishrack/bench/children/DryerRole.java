package io.dishrack.bench.children;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.Durability;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueClosedException;
import io.dishrack.bench.lab.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A dryer: takes what comes and acknowledges it. */
public final class DryerRole implements Role {

    private static final Duration LONG = Duration.ofHours(1);

    private JoinableQueue<byte[]> queue;

    @Override
    public void run(String[] command, Wire wire) throws Exception {
        switch (command[0]) {
            case "open" -> {
                open(Path.of(command[1]), Role.durability(command, 2));
                wire.say(Wire.OK);
            }
            case "dry" -> {
                wire.say("drying");
                dry(command.length > 1 ? Integer.parseInt(command[1]) : Load.BATCH, wire);
            }
            case "hold" -> {
                wire.say("waiting");
                Delivery<byte[]> delivery = queue.take();
                wire.say("holding", delivery.number());
                for (; ; ) {
                    LockSupport.park(delivery);
                }
            }
            case "catch" -> {
                wire.say("waiting");
                Delivery<byte[]> delivery = queue.take();
                wire.say("caught", delivery.number(), delivery.attempt(), System.nanoTime());
                delivery.done();
            }
            case "stamp" -> {
                wire.say("waiting");
                stamp(Integer.parseInt(command[1]), Path.of(command[2]), Boolean.parseBoolean(command[3]));
                wire.say("stamped");
            }
            case "close" -> {
                queue.close();
                wire.say(Wire.OK);
            }
            default -> throw Role.unknown(command);
        }
    }

    private void open(Path folder, Durability durability) {
        queue = Dishrack.open(
                folder, OpenOptions.DEFAULTS.withRole("dryer").withCreate(false).withDurability(durability));
    }

    /** Until the queue is shut down. Looks at what it gets: how many items and how many bytes. */
    private void dry(int taken, Wire wire) throws InterruptedException {
        long count = 0;
        long bytes = 0;
        try {
            for (; ; ) {
                List<Delivery<byte[]>> batch = queue.pollBatch(taken, LONG);
                for (Delivery<byte[]> delivery : batch) {
                    bytes += delivery.item().length;
                }
                count += queue.doneAll(batch);
            }
        } catch (QueueClosedException e) {
            wire.say("dried", count, bytes);
        }
    }

    /** Notes when each item reached the handler. Items may come in any order and more than once. */
    private void stamp(int count, Path file, boolean spin) throws Exception {
        Stamps stamps = new Stamps(count);
        for (int i = 0; i < count; i++) {
            Delivery<byte[]> delivery = spin ? takeSpinning() : queue.take();
            stamps.set(Stamps.index(delivery.item()), System.nanoTime());
            delivery.done();
        }
        stamps.write(file);
    }

    private Delivery<byte[]> takeSpinning() throws InterruptedException {
        for (; ; ) {
            Delivery<byte[]> delivery = queue.poll(Duration.ZERO);
            if (delivery != null) {
                return delivery;
            }
            Thread.onSpinWait();
        }
    }
}
