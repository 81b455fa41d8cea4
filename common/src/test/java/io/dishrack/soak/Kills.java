package io.dishrack.soak;

import java.util.EnumMap;
import java.util.Map;

/** How often each thing happened. */
final class Kills {

    private final Map<Step.Action, Integer> times = new EnumMap<>(Step.Action.class);
    private int killed;
    private int poisoned;

    void count(Step step) {
        times.merge(step.action(), 1, Integer::sum);
        killed += step.kills();
    }

    void poisoned(int dryers) {
        poisoned += dryers;
    }

    Map<Step.Action, Integer> times() {
        return times;
    }

    /** Processes that got SIGKILL from the soak. */
    int killed() {
        return killed;
    }

    /** Processes that died of poison. */
    int poisoned() {
        return poisoned;
    }
}
