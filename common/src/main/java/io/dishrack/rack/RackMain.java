package io.dishrack.rack;

import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.Stdio;

/** Looks at a queue: {@code rack --help}. */
public final class RackMain {

    private RackMain() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] args) {
        Stdio stdio = Stdio.ofProcess("rack");
        System.exit(CommandRunner.run(stdio, new RackCommand(stdio), args));
    }
}
