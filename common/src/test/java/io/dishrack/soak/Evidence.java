package io.dishrack.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the processes of one queue said, and what was done to them. Thread-safe until it is judged. */
final class Evidence {

    private final long zero = System.nanoTime();
    private final long leaseNanos;
    private final Map<Integer, Puts> puts = new TreeMap<>();
    private final Map<Long, List<HandOut>> handOuts = new HashMap<>();
    private final Map<String, List<Disturbance>> disturbances = new HashMap<>();
    private final Marks seen = new Marks();
    private final Set<String> takers = new HashSet<>();
    private volatile long taken;
    private long applied;
    private long lastTaken = zero;

    Evidence(long leaseNanos) {
        this.leaseNanos = leaseNanos;
    }

    /** The begin of all, by {@link System#nanoTime}. */
    long zero() {
        return zero;
    }

    /** A new washer process. */
    synchronized void washer(int washer, String worker) {
        puts.put(washer, new Puts(worker));
    }

    /** A washer is about to put; {@code count} with all before. */
    synchronized void attempted(int washer, long count) {
        puts.get(washer).attempt(count);
    }

    /** Puts of a washer have returned; {@code count} with all before. */
    synchronized void acknowledged(int washer, long count) {
        puts.get(washer).acknowledge(count);
    }

    /** A washer has ended well. */
    synchronized void acknowledgedAll(int washer) {
        puts.get(washer).acknowledgeAll();
    }

    /** A dryer has an item. */
    synchronized void took(HandOut hand) {
        handOuts.computeIfAbsent(hand.number(), number -> new ArrayList<>(1)).add(hand);
        lastTaken = Math.max(lastTaken, hand.nanos());
        takers.add(hand.worker());
        taken++;
    }

    /** What came of an item that a worker said it had. */
    synchronized void ended(String worker, long number, int attempt, HandOut.End end, long nanos) {
        for (HandOut hand : handOuts.getOrDefault(number, List.of())) {
            if (hand.worker().equals(worker) && hand.attempt() == attempt && hand.end() == HandOut.End.NONE) {
                hand.end(end, nanos);
                applied += end == HandOut.End.APPLIED ? 1 : 0;
                return;
            }
        }
        finding("ended and never taken: number=" + number + " attempt=" + attempt + " by=" + worker);
    }

    /** Something is about to be done to a worker. */
    synchronized void disturbed(String worker, Disturbance.Kind kind, long nanos) {
        disturbances.computeIfAbsent(worker, name -> new ArrayList<>(1)).add(Disturbance.forEver(worker, kind, nanos));
    }

    /** A frozen worker goes on: what it holds from now on it keeps, once it has had the time to show a sign of life. */
    synchronized void thawed(String worker) {
        disturbances
                .get(worker)
                .replaceAll(d -> d.kind() == Disturbance.Kind.FREEZE && d.until() == Long.MAX_VALUE
                        ? new Disturbance(worker, d.kind(), d.from(), System.nanoTime() + leaseNanos)
                        : d);
    }

    /** Something that must never be was seen. */
    void finding(String what) {
        finding(Marks.Count.OTHER, what);
    }

    /** Something that has a name of its own. */
    synchronized void finding(Marks.Count count, String what) {
        seen.find(count, what);
    }

    /** Hand-outs so far. */
    long taken() {
        return taken;
    }

    /** Whether a worker has said that it had an item. */
    synchronized boolean hasTaken(String worker) {
        return takers.contains(worker);
    }

    /** Acknowledged dones so far. */
    synchronized long applied() {
        return applied;
    }

    /** When the last item was handed out. */
    synchronized long lastTaken() {
        return lastTaken;
    }

    /** What was seen on the way. */
    synchronized Marks seen() {
        return seen;
    }

    synchronized Map<Integer, Puts> puts() {
        return puts;
    }

    /** The hand-outs of each item, in order. Only when nobody says anything any more. */
    synchronized Map<Long, List<HandOut>> handOuts() {
        handOuts.values().forEach(list -> list.sort(HandOut.ORDER));
        return handOuts;
    }

    synchronized List<Disturbance> disturbances(String worker) {
        return disturbances.getOrDefault(worker, List.of());
    }

    synchronized List<Disturbance> disturbances() {
        return disturbances.values().stream().flatMap(List::stream).toList();
    }

    /** Whether something was done to a worker that explains why an item was taken from it in that time. */
    boolean isDisturbed(String worker, long begin, long end) {
        return disturbances(worker).stream().anyMatch(d -> d.overlaps(begin, end));
    }

    /** All that is known about an item, for people. */
    synchronized String story(long number) {
        StringBuilder story = new StringBuilder("item ").append(number);
        for (HandOut hand : handOuts.getOrDefault(number, List.of())) {
            story.append("; ").append(hand.describe(zero));
            disturbances(hand.worker())
                    .forEach(d -> story.append(" (").append(d.describe(zero)).append(')'));
        }
        return story.toString();
    }

    /** All that was done and said, in order, after the findings: for who looks for the bug. */
    synchronized List<String> protocol(List<String> first) {
        TreeMap<Long, String> events = new TreeMap<>();
        disturbances().forEach(d -> events.merge(d.from(), d.describe(zero), (a, b) -> a + "\n" + b));
        handOuts.values().stream()
                .flatMap(List::stream)
                .forEach(hand -> events.merge(
                        hand.nanos(), "item " + hand.number() + " " + hand.describe(zero), (a, b) -> a + "\n" + b));
        List<String> lines = new ArrayList<>(first);
        lines.add("");
        lines.addAll(events.values());
        return lines;
    }
}
