package io.dishrack;

/** What an acknowledged step survives. */
public enum Durability {
    /** The death of any process, not a power loss. */
    PROCESS("process"),
    /**
     * Power loss and a crash of the operating system too: a put, and a done or reject, return after a flush to the
     * device. Those of several threads and processes at once share a flush.
     */
    MACHINE("machine"),
    /**
     * As {@link #PROCESS}, and every 50 ms what happened is flushed in the background: a power loss costs at most the
     * last 50 ms and what one flush takes. Costs throughput little, and an idle queue nothing.
     */
    MACHINE_50MS("machine/50ms");

    private final String label;

    Durability(String label) {
        this.label = label;
    }

    /** Its name on the command line. */
    public String label() {
        return label;
    }
}
