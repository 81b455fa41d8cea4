package io.dishrack.washer;

import io.dishrack.Dishrack;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.Stdio;

/** Puts items into a queue: {@code washer --help}. */
public final class WasherMain {

    private WasherMain() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        Dishrack.warmUp();
        Stdio stdio = Stdio.ofProcess("washer");
        System.exit(CommandRunner.run(stdio, new WasherCommand(stdio), args));
    }
}
