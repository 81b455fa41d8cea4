package io.dishrack.testkit;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueClosedException;
import io.dishrack.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The washer's and the dryer's loop of a {@link QueueProgram}. Lines told: {@code ! put WASHER LAST}, {@code ! took
 * NUMBER ATTEMPT}, {@code ! done NUMBER ATTEMPT OUTCOME}, {@code ! violation TEXT}.
 */
final class QueueLoops {

    private static final Duration SLICE = Duration.ofMillis(200);

    private final JoinableQueue<byte[]> queue;
    private volatile boolean stopped;

    QueueLoops(JoinableQueue<byte[]> queue) {
        this.queue = queue;
    }

    /** Ends the loops. */
    void stop() {
        stopped = true;
        queue.wakeup();
    }

    /** Puts a washer's payloads from one sequence up to another, one by one or in batches. */
    long produce(int washer, long from, long to, int batch) throws InterruptedException {
        long next = from;
        while (next < to && !stopped) {
            long last = Math.min(to, next + batch) - 1;
            if (batch == 1) {
                queue.put(Payloads.of(washer, next));
            } else {
                queue.putAll(payloads(washer, next, last), ItemOptions.NONE);
            }
            QueueProgram.say("! put " + washer + " " + last);
            next = last + 1;
        }
        return next;
    }

    private static List<byte[]> payloads(int washer, long first, long last) {
        List<byte[]> payloads = new ArrayList<>();
        for (long sequence = first; sequence <= last; sequence++) {
            payloads.add(Payloads.of(washer, sequence));
        }
        return payloads;
    }

    /** Takes, checks, works and acknowledges until it is stopped or the queue is closed. */
    long consume(int batch, int workMicros) throws InterruptedException {
        long count = 0;
        try {
            while (!stopped) {
                List<Delivery<byte[]>> deliveries = take(batch);
                deliveries.forEach(delivery -> begin(delivery, workMicros));
                finish(deliveries);
                count += deliveries.size();
            }
        } catch (QueueClosedException e) {
            return count;
        }
        return count;
    }

    /** Takes items of any content in batches and reports on each, telling nothing. */
    long report(int batch) throws InterruptedException {
        Report report = Report.of(Texts.bytes("x".repeat(200)));
        long count = 0;
        while (!stopped) {
            for (Delivery<byte[]> delivery : queue.pollBatch(batch, SLICE)) {
                delivery.done(report);
                count++;
            }
        }
        return count;
    }

    /** Takes items and writes into a file for each key when one begins and when it ends, telling nothing. */
    long note(Path folder, int batch) throws InterruptedException, IOException {
        long count = 0;
        while (!stopped) {
            for (Delivery<byte[]> delivery : take(batch)) {
                Path notes = folder.resolve(delivery.key());
                String which = delivery.number() + " " + ProcessHandle.current().pid() + "\n";
                append(notes, "begins " + which);
                LockSupport.parkNanos(200_000);
                append(notes, "ends " + which);
                delivery.done();
                count++;
            }
        }
        return count;
    }

    /** A line is there whole or not at all, also when this process is killed. */
    private static void append(Path file, String line) throws IOException {
        Files.write(file, Texts.bytes(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Opens the queue, takes something and closes it, again and again. */
    static long churn(Path folder) throws InterruptedException {
        while (true) {
            try (JoinableQueue<byte[]> passing = Dishrack.open(folder, OpenOptions.DEFAULTS.withMaxAttempts(255))) {
                passing.pollBatch(10, Duration.ZERO);
            }
        }
    }

    private List<Delivery<byte[]>> take(int batch) throws InterruptedException {
        if (batch > 1) {
            return queue.pollBatch(batch, SLICE);
        }
        Delivery<byte[]> delivery = queue.poll(SLICE);
        return delivery == null ? List.of() : List.of(delivery);
    }

    private static void begin(Delivery<byte[]> delivery, int workMicros) {
        QueueProgram.say("! took " + delivery.number() + " " + delivery.attempt());
        try {
            Payloads.check(delivery.item());
        } catch (AssertionError e) {
            QueueProgram.say("! violation " + e.getMessage() + " number=" + delivery.number());
        }
        if (workMicros > 0) {
            LockSupport.parkNanos(workMicros * 1000L);
        }
    }

    private void finish(List<Delivery<byte[]>> deliveries) {
        if (deliveries.size() > 1) {
            queue.doneAll(deliveries);
        } else {
            deliveries.forEach(Delivery::done);
        }
        for (Delivery<byte[]> d : deliveries) {
            QueueProgram.say("! done " + d.number() + " " + d.attempt() + " " + d.outcome());
        }
    }
}
