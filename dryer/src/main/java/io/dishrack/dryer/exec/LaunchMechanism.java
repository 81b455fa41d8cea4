package io.dishrack.dryer.exec;

/**
 * How the JVM starts processes: the coprocesses, and the commands that no Spawner starts. Its default goes through a helper program, which costs an exec more for each command:
 * 900/s here instead of 2,150/s with VFORK. From Java 25 on VFORK prints a warning and is about to be removed, so there
 * the default stays.
 */
final class LaunchMechanism {

    private static final String PROPERTY = "jdk.lang.Process.launchMechanism";
    private static final int DEPRECATED_SINCE = 25;

    private LaunchMechanism() {}

    /** Chooses the fastest; has an effect before the first process only. The operator's own choice stands. */
    static void choose() {
        boolean linux = System.getProperty("os.name", "").equals("Linux");
        if (linux && Runtime.version().feature() < DEPRECATED_SINCE && System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "VFORK");
        }
    }
}
