package io.dishrack.cli.progress;

/** Shows how far the work is. For one thread. */
public interface Progress extends AutoCloseable {

    /** For a total that is not known. */
    long UNKNOWN = -1;

    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public boolean isDue() {
            return false;
        }

        @Override
        public void update(long finished, long total, long failed) {}

        @Override
        public void close() {}
    };

    /** Whether an update would show now: for those whom it costs something to know how far it is. */
    boolean isDue();

    /**
     * How far it is now; may be called as often as one likes.
     *
     * @param total of which {@code finished} are a part, or {@link #UNKNOWN}
     */
    void update(long finished, long total, long failed);

    /** Takes the display away. */
    @Override
    void close();
}
