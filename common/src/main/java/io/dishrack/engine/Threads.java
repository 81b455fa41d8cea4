package io.dishrack.engine;

/** Helps with the threads of a handle. */
final class Threads {

    private Threads() {}

    /** Waits for the end of a thread, unless it is the calling one; an interrupt meanwhile is kept for later. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
