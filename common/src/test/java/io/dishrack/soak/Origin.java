package io.dishrack.soak;

/** Where an item comes from: its washer, and the count of that washer's puts, from 0. No two puts have the same. */
record Origin(int washer, long sequence) {

    private static final long POISON_SEQUENCE = 40;

    /** Whether this item kills each dryer that is told to die of it: one item of every third washer, the first among them. */
    boolean isPoison() {
        return washer % 3 == 0 && sequence == POISON_SEQUENCE;
    }

    @Override
    public String toString() {
        return washer + "." + sequence;
    }

    /** Reads what {@link #toString} wrote. */
    static Origin parse(String text) {
        int dot = text.indexOf('.');
        return new Origin(Integer.parseInt(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1)));
    }
}
