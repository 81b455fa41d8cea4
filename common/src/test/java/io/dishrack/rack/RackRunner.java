package io.dishrack.rack;

import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.Stdio;

/** Runs rack in this JVM, for tests of other packages. */
public final class RackRunner {

    private RackRunner() {}

    /** Its exit code. */
    public static int run(Stdio stdio, String... arguments) {
        return CommandRunner.run(stdio, new RackCommand(stdio), arguments);
    }
}
