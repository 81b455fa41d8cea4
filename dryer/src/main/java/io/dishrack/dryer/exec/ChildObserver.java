package io.dishrack.dryer.exec;

/** Hears of every command that is started for an item, at the one place where that happens. */
public interface ChildObserver {

    /** Hears nothing. */
    ChildObserver NONE = new ChildObserver() {
        @Override
        public void started(long number, ProcessHandle child) {}

        @Override
        public void ended(long number, ProcessHandle child) {}
    };

    /** A command runs; its id and start time are the handle's. Called before anything of it is waited for. */
    void started(long number, ProcessHandle child);

    /** It ended, or was ended with all that it had started. */
    void ended(long number, ProcessHandle child);
}
