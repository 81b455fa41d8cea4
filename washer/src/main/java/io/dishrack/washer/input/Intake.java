package io.dishrack.washer.input;

import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Reads a source ahead in a daemon thread, so that whoever takes the batches can be told to stop while a read waits for
 * a slow producer, and so that reading and putting overlap. At most a few batches are read ahead.
 */
public final class Intake implements AutoCloseable {

    private static final int READ_AHEAD = 4;

    private final ItemSource source;
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
    private boolean ended;
    private boolean stopped;
    private Throwable failure;

    private Intake(ItemSource source) {
        this.source = source;
    }

    /** Begins to read. */
    public static Intake start(ItemSource source) {
        Intake intake = new Intake(source);
        Thread reader = new Thread(intake::readAll, "input");
        reader.setDaemon(true);
        reader.start();
        return intake;
    }

    /**
     * The next batch, waiting for it. Woken by the reader thread and by {@link #stop}.
     *
     * @return null when the input has ended or was stopped
     * @throws IOException what ended the reading, after the batches before it
     */
    public synchronized Batch take() throws IOException, InterruptedException {
        while (waiting.isEmpty() && !ended && !stopped) {
            wait();
        }
        if (stopped) {
            return null;
        }
        if (!waiting.isEmpty()) {
            notifyAll();
            return waiting.poll();
        }
        rethrow();
        return null;
    }

    private void rethrow() throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
    }

    /** Lets {@link #take} return null from now on; what was read ahead is dropped. */
    public synchronized void stop() {
        stopped = true;
        waiting.clear();
        notifyAll();
    }

    /** The same as {@link #stop}. The reader thread ends when its read returns. */
    @Override
    public void close() {
        stop();
    }

    private void readAll() {
        Throwable thrown = null;
        try {
            boolean more = true;
            while (more) {
                Batch batch = new Batch();
                try {
                    more = source.fill(batch);
                } finally {
                    more &= handOver(batch);
                }
            }
        } catch (Throwable e) { // whatever it is, it belongs to the taker
            thrown = e;
        }
        end(thrown);
    }

    /** Waits for room, made by {@link #take} or {@link #stop}. */
    private synchronized boolean handOver(Batch batch) throws InterruptedException {
        while (waiting.size() >= READ_AHEAD && !stopped) {
            wait();
        }
        if (!stopped && !batch.items().isEmpty()) {
            waiting.add(batch);
            notifyAll();
        }
        return !stopped;
    }

    private synchronized void end(Throwable thrown) {
        failure = thrown;
        ended = true;
        notifyAll();
    }
}
