package io.dishrack.request;

import io.dishrack.Cancellation;
import io.dishrack.Codec;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueInspector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Submits work to whoever takes it from a queue, in whichever process, and brings back what comes of it.
 *
 * <p><b>Threads.</b> Any number of threads may submit. One daemon thread of its own reads results and ends the futures; it
 * sleeps while there is nothing to read.
 *
 * <p><b>Crash.</b> Each future ends exactly once, whichever workers die meanwhile. When this process dies its requests
 * live on as items; a requester of another process gets their results with {@code reattach}, as long as they are kept.
 *
 * @param <A> the arguments, which are the items
 * @param <R> what the work brings back
 */
public final class Requester<A, R> implements AutoCloseable {

    /** The role by which workers are told from others, see {@link #workers()}. */
    public static final String WORKER_ROLE = "dryer";

    /** So many are put at once: few enough that results which come before the put has returned can be kept. */
    private static final int CHUNK = 512;

    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    private final JoinableQueue<A> queue;
    private final ResultReader<R> reader;
    private final Pending pending = new Pending();
    private final ResultLoop loop;

    /** On a queue, which the caller closes, after this; outputs are decoded by {@code results}. */
    public Requester(JoinableQueue<A> queue, Codec<R> results) {
        this(queue, ResultReader.of(results));
    }

    /** On a queue, which the caller closes, after this; {@code reader} makes values of results. */
    public Requester(JoinableQueue<A> queue, ResultReader<R> reader) {
        this.queue = queue;
        this.reader = reader;
        this.loop = new ResultLoop(queue, pending);
        loop.start();
    }

    /** Submits one piece of work without an id, waiting while the queue is full. */
    public Request<R> submit(A argument) throws InterruptedException {
        return submit(argument, null);
    }

    /**
     * Submits one piece of work under an id, waiting while the queue is full.
     *
     * @param id the key of the item, by which the request can be found again; or null
     */
    public Request<R> submit(A argument, String id) throws InterruptedException {
        return submit(argument, options(id), FOREVER, reader);
    }

    /**
     * Submits one piece of work in every detail.
     *
     * @param options of its item; its result is kept whatever they say. When it is to be unique and one of its key is
     *     there already, this is a request for that one, which had better been put with its result kept
     * @param timeout how long to wait for room in the queue
     * @param how makes a value of its result
     * @throws QueueFullException when there was no room in time
     */
    public <X> Request<X> submit(A argument, ItemOptions options, Duration timeout, ResultReader<X> how)
            throws InterruptedException {
        ItemOptions kept = options.withKeepResult(true);
        long number = JoinableQueue.FULL;
        long ticket = pending.beginPut();
        try {
            number = queue.offer(argument, kept, timeout);
        } finally {
            if (number == JoinableQueue.FULL) {
                pending.endPut(ticket);
            }
        }
        if (number == JoinableQueue.FULL) {
            throw new QueueFullException(timeout);
        }
        Request<X> request = register(ticket, new Request<>(this, Math.abs(number), kept.key(), how));
        if (number < 0) {
            loop.look(); // it was there already, and may have ended long ago
        }
        return request;
    }

    /**
     * Submits many pieces of work without ids, in order and much cheaper than one by one. Ended by an interrupt or an
     * error, the first few are in the queue.
     */
    public List<Request<R>> submitAll(List<? extends A> arguments) throws InterruptedException {
        List<Request<R>> requests = new ArrayList<>(arguments.size());
        while (requests.size() < arguments.size()) {
            int from = requests.size();
            putAll(arguments.subList(from, Math.min(from + CHUNK, arguments.size())), requests);
        }
        return requests;
    }

    private void putAll(List<? extends A> arguments, List<Request<R>> requests) throws InterruptedException {
        long ticket = pending.beginPut();
        try {
            queue.offerAll(
                    arguments,
                    ItemOptions.WITH_RESULT,
                    FOREVER,
                    number -> requests.add(register(new Request<>(this, number, null, reader))));
        } finally {
            pending.endPut(ticket);
        }
    }

    /**
     * Submits many pieces of work under ids, in order; one by one, since an id is of one item. Ended by an interrupt or an
     * error, the first few are in the queue.
     *
     * @param id tells the id of an argument, or null
     */
    public List<Request<R>> submitAll(List<? extends A> arguments, Function<? super A, String> id)
            throws InterruptedException {
        List<Request<R>> requests = new ArrayList<>(arguments.size());
        for (A argument : arguments) {
            requests.add(submit(argument, id.apply(argument)));
        }
        return requests;
    }

    /**
     * A request that was submitted before, by whichever process: its future ends at once or when the result comes.
     *
     * @param number of its item
     * @throws IllegalArgumentException when there is no such item
     */
    public Request<R> reattach(long number) {
        return reattach(number, null);
    }

    /**
     * The request with this id, the last one when there are several, by whichever process it was submitted; found without
     * a look at other items.
     *
     * @throws IllegalArgumentException when there is none, or none any more
     */
    public Request<R> reattach(String id) {
        long number = queue.find(id);
        if (number == 0) {
            throw new IllegalArgumentException(
                    "no such request: id=" + id + "; it was never submitted, or is long over");
        }
        return reattach(number, id);
    }

    /**
     * The requests whose ids are such, in put order, whatever became of them. Looks at every item of the queue.
     *
     * @param look at the same queue
     * @param ids which ones
     */
    public List<Request<R>> reattach(QueueInspector look, Predicate<String> ids) {
        List<Request<R>> requests = new ArrayList<>();
        look.items(Set.of(), item -> {
            if (item.key() != null && ids.test(item.key())) {
                requests.add(reattach(item.number(), item.key()));
            }
            return true;
        });
        return requests;
    }

    private Request<R> reattach(long number, String id) {
        if (queue.state(number) == null) {
            throw new IllegalArgumentException("no such item: item=" + number + "; it is the number of a request");
        }
        Request<R> request = register(pending.beginPut(), new Request<>(this, number, id, reader));
        loop.look(); // its result may have been read long ago
        return request;
    }

    private <X> Request<X> register(long ticket, Request<X> request) {
        try {
            return register(request);
        } finally {
            pending.endPut(ticket);
        }
    }

    /** While a put is under way. */
    private <X> Request<X> register(Request<X> request) {
        Pending.Registered registered = pending.register(request);
        if (registered.result() != null) {
            request.complete(registered.result());
        } else if (registered.doubtful()) {
            loop.look();
        }
        RuntimeException over = pending.reason();
        if (over != null && pending.remove(request)) {
            request.fail(over);
        }
        return request;
    }

    /** See {@link Request#cancel}. */
    Cancellation cancel(Request<?> request) {
        Cancellation cancelled = queue.cancel(request.number());
        if (cancelled == Cancellation.CANCELLED && pending.remove(request)) {
            request.cancelled();
        } else if (cancelled == Cancellation.TOO_LATE) {
            loop.look();
        }
        return cancelled;
    }

    /** Whether the item is in somebody's hands, about now. */
    boolean runs(long number) {
        return queue.state(number) == ItemState.TAKEN;
    }

    private static ItemOptions options(String id) {
        return ItemOptions.WITH_RESULT.withKey(id);
    }

    /** How many requests have not ended. */
    public int pending() {
        return pending.size();
    }

    /** How many living processes, of whichever kind, have the queue open in order to work on it. */
    public long workers() {
        return queue.status().alive(WORKER_ROLE);
    }

    /** Collects requests of this requester and hands them out as they end. */
    public Batch<R> batch() {
        return new Batch<>(this::workers);
    }

    /**
     * Ends it. What is pending stays in the queue, to be reattached by number or id; the futures end with an {@link
     * IllegalStateException}.
     */
    @Override
    public void close() {
        RuntimeException reason = new IllegalStateException(
                "requester is closed: pending=" + pending.size() + "; reattach with another one, nothing is lost");
        List<Request<?>> left = pending.end(reason);
        loop.close();
        for (Request<?> request : left) {
            request.fail(reason);
        }
    }
}
