package io.dishrack.washer.run;

import io.dishrack.JoinableQueue;
import io.dishrack.QueueStatus;
import io.dishrack.cli.progress.Progress;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The queues that items go through: one, or several stages whose dryers put what comes of an item into the next. A stage
 * is over when it and all before it are finished: nothing is put into it any more, since an item is put into the next
 * queue before it counts as finished in its own. For one thread.
 */
public final class Chain {

    private final List<JoinableQueue<byte[]>> queues;
    private final IntConsumer onOver;
    private List<QueueStatus> before;
    private int over;

    /**
     * Of open queues, in order.
     *
     * @param onOver is told of each stage that is over, from 0
     */
    public Chain(List<JoinableQueue<byte[]>> queues, IntConsumer onOver) {
        this.queues = List.copyOf(queues);
        this.onOver = onOver;
    }

    /** Of one queue. */
    static Chain of(JoinableQueue<byte[]> queue) {
        return new Chain(List.of(queue), stage -> {});
    }

    JoinableQueue<byte[]> first() {
        return queues.get(0);
    }

    /** What is there now counts as there before. */
    public List<QueueStatus> begin() {
        before = statuses();
        return before;
    }

    boolean hasBegun() {
        return before != null;
    }

    private List<QueueStatus> statuses() {
        return queues.stream().map(JoinableQueue::status).toList();
    }

    /** Waits at most that long for the first stage that is not over; whether all are. */
    boolean join(Duration slice) throws InterruptedException {
        while (over < queues.size() && queues.get(over).join(slice)) {
            onOver.accept(over++);
        }
        return over == queues.size();
    }

    /** The first stage that is not over, or the last. */
    JoinableQueue<byte[]> current() {
        return queues.get(Math.min(over, queues.size() - 1));
    }

    long unfinished() {
        return queues.stream().mapToLong(JoinableQueue::unfinished).sum();
    }

    /** How many items failed for good since it began. */
    long failed() {
        return summary(0, 1).failed();
    }

    /** Whether there is something in it that somebody may still want: unfinished items, or dead letters. */
    public boolean isKept() {
        return statuses().stream().anyMatch(status -> status.unfinished() > 0 || status.dead() > 0);
    }

    /** Shows how far it is. An item that waits in a stage is taken to come to all stages behind it too. */
    void show(Progress progress) {
        List<QueueStatus> now = statuses();
        long total = 0;
        long unfinished = 0;
        for (int i = 0; i < now.size(); i++) {
            total += now.get(i).put() - before.get(i).put() + before.get(i).unfinished();
            unfinished += now.get(i).unfinished() * (now.size() - i);
        }
        long finished = total - now.stream().mapToLong(QueueStatus::unfinished).sum();
        progress.update(finished, finished + unfinished, summary(now, 0, 1).failed());
    }

    /** What came of it so far, stage by stage put together. */
    Summary summary(long duplicates, long nanos) {
        return summary(statuses(), duplicates, nanos);
    }

    private Summary summary(List<QueueStatus> now, long duplicates, long nanos) {
        return IntStream.range(0, now.size())
                .mapToObj(i -> Summary.between(before.get(i), now.get(i), duplicates, nanos))
                .reduce(Summary::then)
                .orElseThrow();
    }
}
