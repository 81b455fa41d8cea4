package io.dishrack.damage;

import io.dishrack.ItemState;
import io.dishrack.QueueStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Judges a trial: exactly right, or told in clear lines, or a defect. For damages told, what must hold is less: items
 * may be missing or be dead letters with a reason; but nothing may be wrong that was not missing.
 */
final class Judge {

    private static final int MOST_REASONS = 8;
    /** How the names of steps begin that came after the use. */
    private static final String AFTER = "after ";

    private static final int MOST_NUMBERS = 5;
    private static final List<String> OPEN = List.of("ready", "taken", "delayed");

    private final Truth truth;
    private final Damage damage;
    private final Observation seen;
    private final List<String> defects = new ArrayList<>();

    private Judge(Truth truth, Damage damage, Observation seen) {
        this.truth = truth;
        this.damage = damage;
        this.seen = seen;
    }

    static Verdict judge(Truth truth, Damage damage, Observation seen) {
        return new Judge(truth, damage, seen).verdict();
    }

    private Verdict verdict() {
        seen.wrong.forEach(saying -> defects.add("wrong: " + saying));
        handOuts();
        seen.lists.forEach(this::list);
        numbers("put under a number given before", seen.numberedTwice);
        join();
        last();
        exported();
        boolean told = seen.toldInUse() || anyDeadOfDamage();
        if (!told) {
            nothingIsMissing();
        } else if (Boolean.TRUE.equals(seen.sound) && seen.live) {
            // Words that a process at work changes are not looked at meanwhile; it mends them after it told of them.
            nothingIsMissing();
        } else if (Boolean.TRUE.equals(seen.sound)) {
            defects.add("rack verify found nothing, and yet: " + tellings());
        }
        if (!defects.isEmpty()) {
            return new Verdict(Verdict.Grade.DEFECT, shortened(defects));
        }
        return told
                ? new Verdict(
                        Verdict.Grade.TOLD,
                        shortened(seen.told.stream().map(Object::toString).toList()))
                : new Verdict(Verdict.Grade.EXACT, List.of());
    }

    private List<String> tellings() {
        List<String> all =
                new ArrayList<>(seen.told.stream().map(Object::toString).toList());
        seen.deadReasons.forEach((number, reason) -> {
            if (isOfDamage(reason)) {
                all.add("dead " + number + ": " + reason);
            }
        });
        return shortened(all);
    }

    private static List<String> shortened(List<String> reasons) {
        return reasons.stream().distinct().limit(MOST_REASONS).toList();
    }

    private void numbers(String fact, List<Long> numbers) {
        if (!numbers.isEmpty()) {
            defects.add(fact + ": items=" + numbers.size() + " numbers="
                    + numbers.stream().distinct().limit(MOST_NUMBERS).toList());
        }
    }

    private void handOuts() {
        numbers("handed out with a wrong payload", handOutsThat(handOut -> !handOut.intact()));
        numbers("handed out after its done", handOutsThat(Observation.HandOut::afterDone));
        numbers(
                "handed out though finished before",
                handOutsThat(handOut -> truth.has(handOut.number())
                        && truth.item(handOut.number()).state().isFinished()));
        numbers(
                "handed out though never put",
                handOutsThat(handOut -> !truth.has(handOut.number()) && !seen.put.contains(handOut.number())));
    }

    private List<Long> handOutsThat(java.util.function.Predicate<Observation.HandOut> condition) {
        return seen.handOuts.stream()
                .filter(condition)
                .map(Observation.HandOut::number)
                .toList();
    }

    private void list(String step, Map<Long, Seen> items) {
        long missing = truth.items().stream()
                .filter(item -> isExpected(item.number()) && !items.containsKey(item.number()))
                .count();
        if (missing > 0 && !seen.toldBy(step)) {
            defects.add(step + " is short: items=" + items.size() + " of=" + truth.put() + " missing=" + missing);
        }
        numbers(
                step + " shows a wrong payload",
                items.values().stream()
                        .filter(item -> item.isReadable() && !item.payload())
                        .map(Seen::number)
                        .toList());
        numbers(
                step + " shows as done what was not",
                items.values().stream()
                        .filter(item -> isWronglyDone(item, ItemState.DONE))
                        .map(Seen::number)
                        .toList());
        numbers(
                step + " shows as cancelled what was not",
                items.values().stream()
                        .filter(item -> isWronglyDone(item, ItemState.CANCELLED))
                        .map(Seen::number)
                        .toList());
        numbers(
                step + " shows as unfinished what was finished",
                items.values().stream()
                        .filter(item -> isWronglyOpen(item, step.startsWith(AFTER)))
                        .map(Seen::number)
                        .toList());
    }

    /** Whether it can't have been reclaimed. */
    private boolean isExpected(long number) {
        return truth.isKept(number) && !(truth.reclaims() && seen.done.contains(number));
    }

    private boolean isWronglyDone(Seen item, ItemState state) {
        return name(state).equals(item.state())
                && !seen.done.contains(item.number())
                && truth.has(item.number())
                && truth.item(item.number()).state() != state;
    }

    private boolean isWronglyOpen(Seen item, boolean after) {
        boolean finished =
                truth.has(item.number()) && truth.item(item.number()).state().isFinished();
        return OPEN.contains(String.valueOf(item.state())) && (finished || after && seen.done.contains(item.number()));
    }

    static String name(ItemState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private void join() {
        if (seen.joined != null && seen.joined && seen.unfinishedAtJoin > 0) {
            defects.add("join returned early: unfinished=" + seen.unfinishedAtJoin);
        }
        if (seen.joined != null && !seen.joined && seen.unfinishedAtJoin == 0) {
            defects.add("join waits for nothing");
        }
    }

    private void last() {
        QueueStatus status = seen.last;
        if (status == null) {
            return;
        }
        long sum =
                status.ready() + status.taken() + status.delayed() + status.done() + status.dead() + status.cancelled();
        if (sum != status.put()) {
            defects.add("counts do not add up: " + status);
        }
        if (status.done() > truth.in(ItemState.DONE) + seen.done.size()) {
            defects.add("too many are done: found=" + status.done() + " before=" + truth.in(ItemState.DONE) + " here="
                    + seen.done.size());
        }
    }

    /** What was not hit can be exported, whatever else is damaged. */
    private void exported() {
        seen.lists.forEach((step, items) -> {
            if (step.endsWith(" export") && !damage.hitsItems()) {
                List<Long> missing = truth.items().stream()
                        .map(Item::number)
                        .filter(number -> isExpected(number)
                                && (!items.containsKey(number)
                                        || !items.get(number).isReadable()))
                        .toList();
                numbers(step + " leaves out what can be read", missing);
            }
        });
    }

    private boolean anyDeadOfDamage() {
        return seen.deadReasons.values().stream().anyMatch(Judge::isOfDamage);
    }

    private static boolean isOfDamage(String reason) {
        return reason.contains("damaged");
    }

    /** Nobody was told anything, so everything must have come out. */
    private void nothingIsMissing() {
        numbers(
                "never handed out, and nobody told why",
                truth.items().stream()
                        .filter(item -> item.isRunnable() && !seen.done.contains(item.number()))
                        .map(Item::number)
                        .toList());
        numbers(
                "put here and never handed out",
                seen.put.stream().filter(number -> !seen.done.contains(number)).toList());
        QueueStatus status = seen.last;
        if (status == null) {
            defects.add("it could not be opened again, and nobody told why");
        } else if (status.put() != truth.put() + seen.put.size()
                || status.done() != truth.in(ItemState.DONE) + seen.done.size()
                || status.dead() != truth.in(ItemState.DEAD)
                || status.cancelled() != truth.in(ItemState.CANCELLED)) {
            defects.add("wrong counts: " + status);
        }
    }
}
