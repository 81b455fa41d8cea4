package io.dishrack.dryer;

import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.Stdio;

/** The program {@code dryer}. */
public final class DryerMain {

    private DryerMain() {}

    /** Runs it; see {@code dryer --help}. */
    public static void main(String[] args) {
        Stdio stdio = Stdio.ofProcess("dryer");
        System.exit(CommandRunner.run(stdio, new DryerCommand(stdio), args));
    }
}
