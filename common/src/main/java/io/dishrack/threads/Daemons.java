package io.dishrack.threads;

/** Makes threads that keep no JVM alive. */
public final class Daemons {

    private Daemons() {}

    /** A thread of that name, not yet started. */
    public static Thread make(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
