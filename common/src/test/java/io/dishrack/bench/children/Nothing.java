package io.dishrack.bench.children;

import java.io.IOException;
import java.nio.file.Path;

/** The yardstick of start-up and memory: a program that does nothing, or waits until its parent is gone. */
public final class Nothing {

    private Nothing() {}

    /** Does nothing; with an argument, for longer. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0) {
            System.in.read();
        }
    }

    /** The folder that this class comes from, as the whole class path of a JVM. */
    public static Path classes() {
        return Path.of(Nothing.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
    }
}
