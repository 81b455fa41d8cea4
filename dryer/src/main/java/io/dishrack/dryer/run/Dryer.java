package io.dishrack.dryer.run;

import io.dishrack.JoinableQueue;
import java.util.ArrayList;
import java.util.List;

/** A dryer at work on a queue. {@link #run} once; {@link #stop} and {@link #abort} from any thread. */
public final class Dryer {

    private static final long WAKE_MILLIS = 20;
    private static final long ABORT_MILLIS = 3000;

    private final JoinableQueue<byte[]> queue;
    private final DryerSettings settings;
    private final Control control;
    private final Settler settler;
    private final List<Worker> workers = new ArrayList<>();

    /** A dryer of that queue, which the caller closes. */
    public Dryer(JoinableQueue<byte[]> queue, DryerSettings settings, Workload.Factory workloads, Messages messages) {
        this(queue, settings, workloads, messages, Onward.NOWHERE);
    }

    /** The same, that passes outputs on. */
    public Dryer(
            JoinableQueue<byte[]> queue,
            DryerSettings settings,
            Workload.Factory workloads,
            Messages messages,
            Onward onward) {
        this.queue = queue;
        this.settings = settings;
        this.control = new Control(settings.jobs(), settings.maxItems(), settings.idleTimeout());
        this.settler = new Settler(settings.maxAttempts(), onward, messages);
        for (int i = 0; i < settings.jobs(); i++) {
            workers.add(new Worker(i, queue, settings, control, workloads.make(i, control, settler)));
        }
    }

    /**
     * Works until a stop is asked for or the settings say that it is over.
     *
     * @return how it ended
     * @throws RuntimeException what made it stop, when something did: an unusable queue, a broken handler
     */
    public Summary run() throws InterruptedException {
        queue.presence().onDismissed(control::stop);
        queue.presence().onBusy(this::busySinceMillis);
        workers.forEach(Thread::start);
        control.awaitStop();
        for (Worker worker : workers) {
            awaitEnd(worker);
        }
        if (control.failure() != null) {
            throw control.failure();
        }
        return new Summary(settler.doneCount(), settler.deadCount());
    }

    private long busySinceMillis() {
        long oldest = Long.MAX_VALUE;
        for (Worker worker : workers) {
            long since = worker.busySinceMillis();
            oldest = since == 0 ? oldest : Math.min(oldest, since);
        }
        return oldest == Long.MAX_VALUE ? 0 : oldest;
    }

    private void awaitEnd(Worker worker) throws InterruptedException {
        long aborting = 0;
        // Whoever looked at the flag before it was set may begin to wait after a wake-up, so it is repeated; as is the
        // interrupt, which the first time asks a command to end and the second time ends the patience.
        while (worker.isAlive() && aborting < ABORT_MILLIS) {
            queue.wakeup();
            worker.join(WAKE_MILLIS);
            if (control.isAborting()) {
                aborting += WAKE_MILLIS;
                worker.abort();
            }
        }
    }

    /** How many items this dryer did, and how many became dead letters in its hands. */
    public record Summary(long done, long dead) {}

    /** Asks to take no more and to finish what runs. */
    public void stop() {
        control.stop();
    }

    /** Asks to let go of what runs and to end at once. */
    public void abort() {
        control.abort();
        workers.forEach(Worker::abort);
    }
}
