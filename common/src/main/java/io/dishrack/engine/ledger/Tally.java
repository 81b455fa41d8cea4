package io.dishrack.engine.ledger;

import io.dishrack.ItemState;

/** Items counted by state. For one thread. */
public final class Tally {

    private final long[] counts = new long[ItemState.values().length];
    private final long[] takenBySlot;

    /** For slots below {@code slots}. */
    public Tally(int slots) {
        takenBySlot = new long[slots];
    }

    /** Counts an item of that word, which is whole. */
    public void add(long word) {
        ItemState state = StateWord.state(word);
        counts[state.ordinal()]++;
        if (state == ItemState.TAKEN && StateWord.slot(word) < takenBySlot.length) {
            takenBySlot[StateWord.slot(word)]++;
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
}
