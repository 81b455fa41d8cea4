package io.dishrack.rack;

import io.dishrack.cli.Stdio;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A test that runs rack in this JVM and looks at what its last run said. */
abstract class RackTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** The exit code of rack with these arguments. */
    final int rack(String... arguments) {
        out.reset();
        err.reset();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return RackRunner.run(Stdio.of("rack", new ByteArrayInputStream(new byte[0]), out, errors), arguments);
    }

    /** Its standard output. */
    final byte[] output() {
        return out.toByteArray();
    }

    /** The lines of its standard output. */
    final List<String> rows() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Its standard error. */
    final String told() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
