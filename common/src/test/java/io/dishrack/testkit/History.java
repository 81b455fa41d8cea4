package io.dishrack.testkit;

import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.Outcome;
import io.dishrack.QueueInspector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What washers and dryers said they did, and whether the queue agrees; after the total-queue checker of Jepsen. They
 * say what they did after it returned, so a killed one may have done one step more than it said.
 */
public final class History {

    private final Map<Integer, Long> acknowledged = new HashMap<>();
    private final Map<Long, Integer> lastAttempt = new HashMap<>();
    private final Map<Long, Integer> appliedAttempt = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private long taken;
    private long applied;

    /** The puts of a washer up to this sequence have returned; each washer counts from 0 without gaps. */
    public synchronized void put(int washer, long lastSequence) {
        acknowledged.merge(washer, lastSequence, Math::max);
    }

    /** An item was handed out. */
    public synchronized void took(long number, int attempt) {
        taken++;
        lastAttempt.merge(number, attempt, Math::max);
    }

    /** A done returned. */
    public synchronized void done(long number, int attempt, Outcome outcome) {
        if (outcome == Outcome.APPLIED) {
            applied++;
            Integer before = appliedAttempt.put(number, attempt);
            if (before != null) {
                violations.add("done twice: number=" + number + " attempts=" + before + "," + attempt);
            }
        }
    }

    /** Something that must never be was seen. */
    public synchronized void violation(String what) {
        violations.add(what);
    }

    /** Whether nobody said anything; the queue may then hold other payloads than {@link Payloads}. */
    public synchronized boolean isEmpty() {
        return acknowledged.isEmpty() && taken == 0 && violations.isEmpty();
    }

    /** Puts that have returned so far, of one washer. */
    public synchronized long acknowledged(int washer) {
        return acknowledged.getOrDefault(washer, -1L) + 1;
    }

    /** Hand-outs so far. */
    public synchronized long taken() {
        return taken;
    }

    /** Dones that were applied so far. */
    public synchronized long applied() {
        return applied;
    }

    /** Checks all this against a queue on which everything is finished and nobody works. */
    public synchronized void check(QueueInspector inspector) {
        checkItems(inspector);
        appliedAttempt.forEach((number, attempt) -> {
            if (lastAttempt.getOrDefault(number, attempt) > attempt) {
                violations.add("handed out after it was done: number=" + number + " attempt=" + attempt + " later="
                        + lastAttempt.get(number));
            }
        });
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.size() + " violations: "
                    + String.join("; ", violations.subList(0, Math.min(20, violations.size()))));
        }
    }

    /** Each washer's items lie there in its order, without gap or double, at least up to the last acknowledged one. */
    private void checkItems(QueueInspector inspector) {
        Map<Integer, Long> next = new HashMap<>();
        inspector.items(Set.of(), item -> {
            checkItem(item, next);
            return true;
        });
        acknowledged.forEach((washer, last) -> {
            if (next.getOrDefault(washer, 0L) <= last) {
                violations.add("lost: washer=" + washer + " acknowledged=" + last + " found=" + next.get(washer));
            }
        });
    }

    private void checkItem(ItemView item, Map<Integer, Long> next) {
        Payloads.Origin origin = Payloads.check(item.payload());
        long expected = next.getOrDefault(origin.washer(), 0L);
        if (origin.sequence() != expected) {
            violations.add("out of order: number=" + item.number() + " " + origin + " expected=" + expected);
        }
        next.put(origin.washer(), origin.sequence() + 1);
        if (appliedAttempt.containsKey(item.number()) && item.state() != ItemState.DONE) {
            violations.add("done and yet not: number=" + item.number() + " state=" + item.state());
        }
    }
}
