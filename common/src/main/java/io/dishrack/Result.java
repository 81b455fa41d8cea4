package io.dishrack;

/**
 * The recorded end of one attempt at an item.
 *
 * @param number the item
 * @param attempt which hand-out of it, from 1
 * @param state what the item became: DONE, DEAD, CANCELLED when that was asked for while it ran, DELAYED when it was to be tried again, READY when it was taken away
 *     from its taker and came back
 * @param report what came of it
 * @param worker who did it, for people: {@code pid@role}
 * @param startedMillis when it was handed out, milliseconds since 1970; 0 when not known, since its process died
 * @param endedMillis when it was settled, milliseconds since 1970
 */
public record Result(
        long number, int attempt, ItemState state, Report report, String worker, long startedMillis, long endedMillis) {

    /** Whether the item was done. */
    public boolean succeeded() {
        return state == ItemState.DONE;
    }
}
