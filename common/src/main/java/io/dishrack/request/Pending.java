package io.dishrack.request;

import io.dishrack.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests that have not ended, by number. Thread-safe; nothing is completed here, and so under no lock.
 *
 * <p>A result may come before the put that made its item has returned. So results that belong to nobody are kept while
 * puts are under way whose item they may be of: some of them. If those were not enough, {@link #register} says that the
 * request has to be looked after. A put makes an item with a number beyond all that were known when it began.
 */
final class Pending {

    private static final int MOST_EARLY = 4096;

    private final Map<Long, Request<?>> byNumber = new ConcurrentHashMap<>();
    private final Map<Long, Result> early = new HashMap<>();
    /** The highest known number when each of the puts began that are under way, and how many of them. */
    private final TreeMap<Long, Integer> floors = new TreeMap<>();

    private long highest;
    /** The results that were not kept are of numbers from here... */
    private long leftOutFrom = Long.MAX_VALUE;
    /** ...to here. */
    private long leftOutTo;

    private RuntimeException end;

    /** What is known of a request that was registered. */
    record Registered(Result result, boolean doubtful) {}

    /**
     * A put begins.
     *
     * @return a ticket for its end
     * @throws IllegalStateException when all is over
     */
    synchronized long beginPut() {
        if (end != null) {
            throw new IllegalStateException("requester has ended: reason=" + end.getMessage() + "; make another", end);
        }
        floors.merge(highest, 1, Integer::sum);
        return highest;
    }

    /** A put has ended. */
    synchronized void endPut(long ticket) {
        floors.computeIfPresent(ticket, (floor, puts) -> puts == 1 ? null : puts - 1);
        if (floors.isEmpty()) {
            early.clear();
            leftOutFrom = Long.MAX_VALUE;
            leftOutTo = 0;
        }
    }

    /** A put that is under way has made this request; or it was reattached, as if put. */
    synchronized Registered register(Request<?> request) {
        long number = request.number();
        highest = Math.max(highest, number);
        Result result = early.remove(number);
        boolean doubtful = result == null && number >= leftOutFrom && number <= leftOutTo;
        if (result == null) {
            request.with(byNumber.get(number));
            byNumber.put(number, request);
        }
        return new Registered(result, doubtful);
    }

    /** The request that this result ends, if there is one; it is not pending any more. */
    Request<?> arrived(Result result) {
        Request<?> request = byNumber.remove(result.number());
        return request == null ? arrivedEarly(result) : request;
    }

    private synchronized Request<?> arrivedEarly(Result result) {
        long number = result.number();
        highest = Math.max(highest, number);
        Request<?> request = byNumber.remove(number); // registered just now
        if (request != null || floors.isEmpty() || number <= floors.firstKey()) {
            return request;
        }
        if (early.size() >= MOST_EARLY) {
            early.keySet().removeIf(each -> each <= floors.firstKey());
        }
        if (early.size() < MOST_EARLY) {
            early.put(number, result);
        } else {
            leftOutFrom = Math.min(leftOutFrom, number);
            leftOutTo = Math.max(leftOutTo, number);
        }
        return null;
    }

    /** Takes it out; says whether it was there, so that one thread ends it. */
    boolean remove(Request<?> request) {
        return byNumber.remove(request.number(), request);
    }

    /** Whether it is to be ended. */
    boolean isPending(Request<?> request) {
        return byNumber.get(request.number()) == request;
    }

    /** The pending ones, as they are at about this time. */
    Collection<Request<?>> all() {
        return byNumber.values();
    }

    int size() {
        return byNumber.size();
    }

    /** Nothing will come any more: all that is pending is handed over, and later puts are refused. */
    synchronized List<Request<?>> end(RuntimeException reason) {
        if (end == null) {
            end = reason;
        }
        List<Request<?>> left = new ArrayList<>(byNumber.values());
        left.removeIf(request -> !remove(request));
        return left;
    }

    /** Why all is over, or null. */
    synchronized RuntimeException reason() {
        return end;
    }
}
