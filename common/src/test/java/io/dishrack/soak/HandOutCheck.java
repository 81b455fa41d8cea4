package io.dishrack.soak;

import io.dishrack.ItemState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether each item was handed out as often as it should: at least once; again only when something had happened to the
 * one who had it; never after an acknowledged done; and dead letters only after the last attempt.
 */
final class HandOutCheck {

    private final Evidence evidence;
    private final Rules rules;
    private final Marks marks;

    /**
     * What holds on this queue.
     *
     * @param maxAttempts hand-outs before an item becomes a dead letter
     * @param poisoned whether dryers die of poison
     * @param silent whether a worker never says what done returned
     * @param shortLease whether a lease may run out although nobody was frozen, on a machine that is very busy
     */
    record Rules(int maxAttempts, boolean poisoned, Set<String> silent, boolean shortLease) {}

    HandOutCheck(Evidence evidence, Rules rules, Marks marks) {
        this.evidence = evidence;
        this.rules = rules;
        this.marks = marks;
    }

    void check(List<Found.Item> items) {
        Map<Long, Found.Item> byNumber = new HashMap<>();
        items.forEach(item -> byNumber.put(item.number(), item));
        Map<Long, List<HandOut>> handOuts = evidence.handOuts();
        handOuts.forEach((number, hands) -> {
            marks.add(Marks.Count.HAND_OUTS, hands.size());
            Found.Item item = byNumber.get(number);
            if (item == null) {
                marks.find(Marks.Count.UNEXPECTED, "handed out and not there: " + evidence.story(number));
            } else {
                checkOrigin(item, hands);
                checkAgain(hands);
            }
        });
        items.forEach(item -> checkEnd(item, handOuts.getOrDefault(item.number(), List.of())));
    }

    private void checkOrigin(Found.Item item, List<HandOut> hands) {
        for (HandOut hand : hands) {
            if (!hand.origin().equals(item.origin())) {
                marks.find(
                        Marks.Count.UNEXPECTED,
                        "another payload was handed out: found=" + item.origin() + " handed=" + hand.origin() + " "
                                + evidence.story(item.number()));
            }
        }
    }

    private void checkAgain(List<HandOut> hands) {
        int attempts = 0;
        for (int i = 0; i < hands.size(); i++) {
            HandOut hand = hands.get(i);
            HandOut later = i + 1 < hands.size() ? hands.get(i + 1) : null;
            checkUnsaid(hand, Math.max(0, hand.attempt() - attempts - 1));
            attempts = hand.attempt();
            if (later == null) {
                continue;
            }
            if (hand.end() == HandOut.End.APPLIED) {
                marks.find(Marks.Count.DOUBLED, "again after an acknowledged done: " + evidence.story(hand.number()));
            } else if (isExplained(hand, later)) {
                marks.add(Marks.Count.DUPLICATED, 1);
            } else {
                marks.find(Marks.Count.DOUBLED, "again without a cause: " + evidence.story(hand.number()));
            }
        }
    }

    private boolean isExplained(HandOut hand, HandOut later) {
        return evidence.isDisturbed(hand.worker(), hand.nanos(), later.nanos())
                || (hand.end() == HandOut.End.LEASE_LOST && rules.shortLease());
    }

    /** Attempts that nobody told of: each by a process that was killed or frozen before it could. */
    private void checkUnsaid(HandOut hand, int unsaid) {
        if (unsaid == 0) {
            return;
        }
        long disturbed = evidence.disturbances().stream()
                .filter(d -> d.from() <= hand.nanos())
                .count();
        if (unsaid > disturbed) {
            marks.find(
                    Marks.Count.DOUBLED,
                    "more attempts than kills: unsaid=" + unsaid + " kills=" + disturbed + " "
                            + evidence.story(hand.number()));
        }
    }

    private void checkEnd(Found.Item item, List<HandOut> hands) {
        HandOut last = hands.isEmpty() ? null : hands.get(hands.size() - 1);
        if (item.state() == ItemState.DONE) {
            checkDone(item, last);
            return;
        }
        if (hands.stream().anyMatch(hand -> hand.end() == HandOut.End.APPLIED)) {
            other("done and yet not", item);
        }
        if (item.state() != ItemState.DEAD) {
            other("unfinished when all is over", item);
            return;
        }
        boolean disturbed =
                hands.stream().allMatch(hand -> evidence.isDisturbed(hand.worker(), hand.nanos(), Long.MAX_VALUE));
        if (item.attempts() < rules.maxAttempts() || !disturbed) {
            other("a dead letter without a cause", item);
        }
    }

    private void checkDone(Found.Item item, HandOut last) {
        if (last == null) {
            other("done by nobody", item);
        } else if (rules.poisoned() && item.origin() != null && item.origin().isPoison()) {
            other("done although it kills", item);
        } else if (rules.silent().contains(last.worker())) {
            if (last.end() != HandOut.End.WORKED) {
                other("done before its command had ended", item);
            }
        } else if (last.end() != HandOut.End.APPLIED
                && !evidence.isDisturbed(last.worker(), last.nanos(), Long.MAX_VALUE)) {
            other("done, and who had it knows nothing of it", item);
        }
    }

    private void other(String what, Found.Item item) {
        marks.find(
                Marks.Count.OTHER,
                what + ": state=" + item.state() + " attempts=" + item.attempts() + " origin=" + item.origin() + " "
                        + evidence.story(item.number()));
    }
}
