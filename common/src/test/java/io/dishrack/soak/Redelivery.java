package io.dishrack.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How long it took from a kill to the next hand-out of what the killed one held, where another dryer was at work. */
final class Redelivery {

    private final Evidence evidence;
    private final Marks marks;
    private final Map<String, Long> firstTake = new HashMap<>();
    private final Map<String, List<long[]>> byWorker = new HashMap<>();

    Redelivery(Evidence evidence, Marks marks) {
        this.evidence = evidence;
        this.marks = marks;
    }

    void measure() {
        for (List<HandOut> hands : evidence.handOuts().values()) {
            for (int i = 0; i < hands.size(); i++) {
                HandOut hand = hands.get(i);
                firstTake.merge(hand.worker(), hand.nanos(), Math::min);
                if (i + 1 < hands.size()
                        && hand.end() != HandOut.End.LEASE_LOST
                        && hands.get(i + 1).attempt() == hand.attempt() + 1) {
                    byWorker.computeIfAbsent(hand.worker(), name -> new ArrayList<>())
                            .add(new long[] {hand.nanos(), hands.get(i + 1).nanos()});
                }
            }
        }
        evidence.disturbances().stream()
                .filter(d -> d.kind() == Disturbance.Kind.KILL)
                .forEach(this::measure);
    }

    private void measure(Disturbance kill) {
        long first = Long.MAX_VALUE;
        for (long[] again : byWorker.getOrDefault(kill.worker(), List.of())) {
            if (again[0] > kill.from() || again[1] < kill.from() || !someoneWorked(kill, again[1])) {
                continue;
            }
            long micros = TimeUnit.NANOSECONDS.toMicros(again[1] - kill.from());
            marks.everyItem().recordValue(micros);
            first = Math.min(first, micros);
        }
        if (first != Long.MAX_VALUE) {
            marks.firstItem().recordValue(first);
        }
    }

    private boolean someoneWorked(Disturbance kill, long until) {
        return firstTake.entrySet().stream()
                .anyMatch(other -> !other.getKey().equals(kill.worker())
                        && other.getValue() < kill.from()
                        && !evidence.isDisturbed(other.getKey(), kill.from(), until));
    }
}
