package io.dishrack.soak;

import io.dishrack.Durability;
import io.dishrack.OpenOptions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A kind of round: what the queue is like, and what happens to its processes. */
enum Scenario {
    /** Anything, on a queue whose log goes on in a new file every few hundred items. */
    ROLLING(true, List.of(Step.Action.KILL, Step.Action.KILL, Step.Action.SEVERAL, Step.Action.TERM)),
    /** All at once, and restarted; and while they start. */
    CRASHES(true, List.of(Step.Action.CRASH, Step.Action.STARTING, Step.Action.KILL)),
    /** One after the other, so that who reaps dies too. */
    REAPING(true, List.of(Step.Action.REAPING, Step.Action.REAPING, Step.Action.SEVERAL)),
    /** SIGSTOP for less or more than the lease, and SIGKILL of the frozen. */
    FREEZING(
            false,
            List.of(Step.Action.FREEZE, Step.Action.FREEZE, Step.Action.KILL, Step.Action.SEVERAL, Step.Action.TERM)),
    /** Few attempts, and items that kill their dryers: dead letters; what is finished is reclaimed as soon as may be. */
    POISON(false, List.of(Step.Action.KILL, Step.Action.KILL, Step.Action.SEVERAL)),
    /** Each put and done is flushed to the device before it returns; who flushes for others dies too. */
    FLUSHED(true, List.of(Step.Action.SEVERAL, Step.Action.KILL, Step.Action.KILL, Step.Action.CRASH));

    private static final int MANY_ATTEMPTS = 255;
    private static final int FEW_ATTEMPTS = 3;
    private static final Duration SHORT_LEASE = Duration.ofSeconds(2);

    private final boolean commands;
    private final List<Step.Action> actions;

    Scenario(boolean commands, List<Step.Action> actions) {
        this.commands = commands;
        this.actions = actions;
    }

    /** Whether some of the processes are the real commands; they have neither a short lease nor few attempts. */
    boolean hasCommands() {
        return commands;
    }

    /** What may happen, the more often the likelier; the first happens first. */
    List<Step.Action> actions() {
        return actions;
    }

    boolean isReclaiming() {
        return this == POISON;
    }

    boolean isPoisoned() {
        return this == POISON;
    }

    int maxAttempts() {
        return this == POISON ? FEW_ATTEMPTS : MANY_ATTEMPTS;
    }

    Duration lease() {
        return this == FREEZING ? SHORT_LEASE : OpenOptions.DEFAULTS.lease();
    }

    Durability durability() {
        return this == FLUSHED ? Durability.MACHINE : OpenOptions.DEFAULTS.durability();
    }

    long segmentBytes() {
        return this == ROLLING || isReclaiming() ? 1 << 16 : 1 << 20;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
