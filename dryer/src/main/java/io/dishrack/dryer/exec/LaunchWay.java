package io.dishrack.dryer.exec;

import java.util.Locale;

/** How commands are started; the system property {@code dishrack.launch} may say so, in small letters. */
enum LaunchWay {
    /** By a {@link io.dishrack.dryer.spawn.Spawner} when there is one, from the second command of this JVM on. */
    AUTO,
    /** By a Spawner from the first command on, unless this system has none. */
    SPAWN,
    /** By {@link ProcessBuilder}. */
    JAVA;

    static final String PROPERTY = "dishrack.launch";

    static LaunchWay chosen() {
        String name = System.getProperty(PROPERTY, "auto");
        for (LaunchWay way : values()) {
            if (way.toString().equals(name)) {
                return way;
            }
        }
        throw new IllegalArgumentException(
                "unknown way to start commands: " + PROPERTY + "=" + name + "; use auto, spawn or java");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
