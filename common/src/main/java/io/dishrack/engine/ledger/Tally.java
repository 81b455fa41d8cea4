package io.dishrack.engine.ledger;

import io.dishrack.ItemState;
import java.util.Arrays;

/** Items counted by state. For one thread. */
public final class Tally {

    /** No such number. */
    public static final long NONE = Long.MAX_VALUE;

    private final long[] counts = new long[ItemState.values().length];
    private final long[] takenBySlot;
    private final long[] firstTakenBySlot;
    private long firstReady = NONE;

    /** For slots below {@code slots}. */
    public Tally(int slots) {
        takenBySlot = new long[slots];
        firstTakenBySlot = new long[slots];
        Arrays.fill(firstTakenBySlot, NONE);
    }

    /** Counts an item of that word, which is whole. */
    public void add(long number, long word) {
        ItemState state = StateWord.state(word);
        counts[state.ordinal()]++;
        if (state == ItemState.READY) {
            firstReady = Math.min(firstReady, number);
        } else if (state == ItemState.TAKEN && StateWord.slot(word) < takenBySlot.length) {
            takenBySlot[StateWord.slot(word)]++;
            firstTakenBySlot[StateWord.slot(word)] = Math.min(firstTakenBySlot[StateWord.slot(word)], number);
        }
    }

    /** Adds the finished items of another count. */
    public void addFinished(Tally other) {
        add(other.done(), other.dead(), other.cancelled());
    }

    void add(long done, long dead, long cancelled) {
        counts[ItemState.DONE.ordinal()] += done;
        counts[ItemState.DEAD.ordinal()] += dead;
        counts[ItemState.CANCELLED.ordinal()] += cancelled;
    }

    public long of(ItemState state) {
        return counts[state.ordinal()];
    }

    public long done() {
        return of(ItemState.DONE);
    }

    public long dead() {
        return of(ItemState.DEAD);
    }

    public long cancelled() {
        return of(ItemState.CANCELLED);
    }

    public long finished() {
        return done() + dead() + cancelled();
    }

    /** Items in the hands of a slot. */
    public long taken(int slot) {
        return takenBySlot[slot];
    }

    /** The lowest number in the hands of a slot, or {@link #NONE}. */
    public long firstTaken(int slot) {
        return firstTakenBySlot[slot];
    }

    /** The lowest number that is READY, or {@link #NONE}. */
    public long firstReady() {
        return firstReady;
    }
}
