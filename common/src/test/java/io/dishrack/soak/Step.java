package io.dishrack.soak;

import java.util.List;

/**
 * Something that happens in a round.
 *
 * @param handOuts how many items are handed out before it, at least
 * @param settled whether first all victims have begun their work; else they may still be starting
 * @param action what
 * @param victims to whom, in this order
 */
record Step(int handOuts, boolean settled, Action action, List<Victim> victims) {

    /** What happens. */
    enum Action {
        /** SIGKILL of one. */
        KILL("killed"),
        /** SIGKILL of several at once. */
        SEVERAL("killed together"),
        /** SIGKILL of all, then a look at the counts, then all are started again. */
        CRASH("all killed"),
        /** SIGKILL of one, and of its successor while that starts. */
        STARTING("killed, and again while it starts"),
        /** SIGKILL of several dryers, one after the other. */
        REAPING("killed one after the other"),
        /** SIGSTOP, then SIGCONT or SIGKILL. */
        FREEZE("frozen"),
        /** SIGTERM, which a process answers by ending well. */
        TERM("terminated");

        private final String label;

        Action(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * A process to which it happens.
     *
     * @param slot its place in the crew
     * @param delayMillis a pause: before it is killed, or how long it is frozen
     * @param fatal whether a frozen one is killed instead of thawed
     * @param next its successor, when it needs one
     */
    record Victim(int slot, int delayMillis, boolean fatal, Recruit next) {}

    /** How many processes get SIGKILL. */
    int kills() {
        return switch (action) {
            case KILL, SEVERAL, CRASH, REAPING -> victims.size();
            case STARTING -> 2 * victims.size();
            case FREEZE -> (int) victims.stream().filter(Victim::fatal).count();
            case TERM -> 0;
        };
    }
}
