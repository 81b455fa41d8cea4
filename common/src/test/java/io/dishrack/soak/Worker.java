package io.dishrack.soak;

import io.dishrack.Outcome;
import io.dishrack.testkit.Child;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A process of the crew: one life in one slot, and what it says. */
final class Worker {

    /** What it does. */
    enum Role {
        WASHER,
        DRYER,
        JOINER
    }

    private final String name;
    private final Role role;
    private final Recruit recruit;
    private final int washer;
    private final Evidence evidence;
    private Child child;
    private volatile boolean open;
    private volatile boolean bye;
    private volatile boolean poisoned;
    private volatile boolean stopped;
    private volatile boolean frozenOnce;
    private volatile long joinedNanos;
    private volatile Boolean joined;

    /**
     * Yet to be started.
     *
     * @param washer the number in the origins of its items
     */
    Worker(String name, Role role, Recruit recruit, int washer, Evidence evidence) {
        this.name = name;
        this.role = role;
        this.recruit = recruit;
        this.washer = washer;
        this.evidence = evidence;
    }

    void started(Child process) {
        child = process;
        if (role == Role.WASHER && recruit.command()) {
            Thread feeder = new Thread(this::feed, name + " feeder");
            feeder.setDaemon(true);
            feeder.start();
        }
    }

    /** A line of its standard output; real commands say nothing there that counts. */
    void heard(String line) {
        if (recruit.command()) {
            return;
        }
        String[] words = line.split(" ");
        switch (words[0]) {
            case "open" -> open = true;
            case "try" -> evidence.attempted(washer, Long.parseLong(words[1]));
            case "put" -> evidence.acknowledged(washer, Long.parseLong(words[1]));
            case "took" ->
                evidence.took(new HandOut(
                        Long.parseLong(words[1]),
                        Integer.parseInt(words[2]),
                        name,
                        Long.parseLong(words[3]),
                        Origin.parse(words[4])));
            case "end" -> ended(words);
            case "poison" -> {
                poisoned = true;
                evidence.disturbed(name, Disturbance.Kind.KILL, Long.parseLong(words[1]));
            }
            case "joined" -> {
                joinedNanos = Long.parseLong(words[2]);
                joined = Boolean.valueOf(words[1]);
            }
            case "bye" -> bye = true;
            default -> evidence.finding("said by " + name + ": " + line);
        }
    }

    private void ended(String[] words) {
        HandOut.End end =
                switch (Outcome.valueOf(words[3])) {
                    case APPLIED -> HandOut.End.APPLIED;
                    case LEASE_LOST -> HandOut.End.LEASE_LOST;
                    case UNKNOWN, CANCELLED -> HandOut.End.NONE;
                };
        evidence.ended(name, Long.parseLong(words[1]), Integer.parseInt(words[2]), end, Long.parseLong(words[4]));
    }

    /** Writes items to a real washer until it is stopped or gone. */
    private void feed() {
        try {
            for (long sequence = 0; !stopped; sequence++) {
                evidence.attempted(washer, sequence + 1);
                child.send(new String(Payload.of(new Origin(washer, sequence)), StandardCharsets.US_ASCII));
            }
            child.endInput();
        } catch (IOException | UncheckedIOException e) {
            stopped = true; // it was killed, or told to end
        }
    }

    /** Asks for the end: of the input for a real washer, which then ends well when all is put. */
    void stop() {
        stopped = true;
        if (role != Role.WASHER || !recruit.command()) {
            child.terminate();
        }
    }

    void freeze() {
        frozenOnce = true;
        evidence.disturbed(name, Disturbance.Kind.FREEZE, System.nanoTime());
        child.freeze();
    }

    void thaw() {
        child.thaw();
        evidence.thawed(name);
    }

    /** SIGKILL, without waiting for anything. */
    void killSoon() {
        evidence.disturbed(name, Disturbance.Kind.KILL, System.nanoTime());
        stopped = true;
        child.killSoon();
    }

    void terminate() {
        evidence.disturbed(name, Disturbance.Kind.TERM, System.nanoTime());
        stopped = true;
        child.terminate();
    }

    /** Its puts are all in: a real washer that ended well. */
    void acknowledgeAll() {
        if (role == Role.WASHER && recruit.command()) {
            evidence.acknowledgedAll(washer);
        }
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    Recruit recruit() {
        return recruit;
    }

    Child child() {
        return child;
    }

    /** Whether it had begun its work, as far as it said. */
    boolean isOpen() {
        return open;
    }

    /** Whether it has begun its work, as far as can be known: a real washer says nothing. */
    boolean isAtWork() {
        return open || (recruit.command() && (role == Role.WASHER || evidence.hasTaken(name)));
    }

    boolean saidBye() {
        return bye;
    }

    boolean diedOfPoison() {
        return poisoned;
    }

    boolean wasFrozen() {
        return frozenOnce;
    }

    /** What its join returned, or null. */
    Boolean joined() {
        return joined;
    }

    long joinedNanos() {
        return joinedNanos;
    }
}
