package io.dishrack.washer.run;

/** Shows how far the work is. For one thread. */
public interface Progress extends AutoCloseable {

    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void update(long finished, long total, long failed) {}

        @Override
        public void close() {}
    };

    /** How far it is now; may be called as often as one likes. */
    void update(long finished, long total, long failed);

    /** Takes the display away. */
    @Override
    void close();
}
