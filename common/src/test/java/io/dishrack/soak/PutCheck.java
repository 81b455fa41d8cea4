package io.dishrack.soak;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what was put is there: nothing lost, nothing that nobody put, nothing twice, each washer's in its order. */
final class PutCheck {

    private final Evidence evidence;
    private final Marks marks;
    private final Map<Integer, Long> next = new HashMap<>();
    private final Set<Origin> seen = new HashSet<>();

    PutCheck(Evidence evidence, Marks marks) {
        this.evidence = evidence;
        this.marks = marks;
    }

    void check(List<Found.Item> items) {
        items.forEach(this::check);
        evidence.puts().forEach((washer, puts) -> {
            marks.add(Marks.Count.ATTEMPTED, puts.attempted());
            marks.add(Marks.Count.ACKNOWLEDGED, puts.acknowledged());
            checkWasher(washer, puts);
        });
    }

    private void check(Found.Item item) {
        Origin origin = item.origin();
        if (origin == null) {
            marks.find(Marks.Count.UNEXPECTED, "torn payload: number=" + item.number() + " state=" + item.state());
            return;
        }
        Puts puts = evidence.puts().get(origin.washer());
        if (puts == null || origin.sequence() >= puts.attempted()) {
            marks.find(
                    Marks.Count.UNEXPECTED,
                    "nobody put it: number=" + item.number() + " origin=" + origin + " attempted="
                            + (puts == null ? "never" : puts.attempted()));
            return;
        }
        if (!seen.add(origin)) {
            marks.find(Marks.Count.DOUBLED, "put once, there twice: origin=" + origin + " second=" + item.number());
            return;
        }
        long expected = next.getOrDefault(origin.washer(), 0L);
        if (origin.sequence() < expected) {
            marks.find(
                    Marks.Count.DISORDERED,
                    "out of order: number=" + item.number() + " origin=" + origin + " after=" + (expected - 1));
        }
        next.merge(origin.washer(), origin.sequence() + 1, Math::max);
        if (origin.sequence() >= puts.acknowledged()) {
            marks.add(Marks.Count.RECOVERED, 1);
        }
    }

    /** Up to the last that is there, all are: a put that comes later never overtakes an earlier one of its washer. */
    private void checkWasher(int washer, Puts puts) {
        long whole = Math.max(puts.acknowledged(), next.getOrDefault(washer, 0L));
        for (long sequence = 0; sequence < whole; sequence++) {
            Origin origin = new Origin(washer, sequence);
            if (!seen.contains(origin)) {
                marks.find(
                        sequence < puts.acknowledged() ? Marks.Count.LOST : Marks.Count.DISORDERED,
                        "put and not there: origin=" + origin + " washer=" + puts.worker() + " acknowledged="
                                + puts.acknowledged() + " attempted=" + puts.attempted() + " last="
                                + (next.getOrDefault(washer, 0L) - 1)
                                + evidence.disturbances(puts.worker()).stream()
                                        .map(d -> " " + d.describe(evidence.zero()))
                                        .reduce("", String::concat));
            }
        }
    }
}
