package io.dishrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.QueueClosedException;
import io.dishrack.QueueUnusableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class CommandRunnerTest {

    @Command(
            name = "scrub",
            description = "Scrubs.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionProvider.class)
    static final class Scrub implements Callable<Integer> {

        @Option(names = "--soak", converter = DurationConverter.class)
        Duration soak;

        @Option(names = "--soap")
        boolean soap;

        @Parameters(arity = "0..*")
        String[] pots = {};

        private final Callable<Integer> work;

        Scrub(Callable<Integer> work) {
            this.work = work;
        }

        @Override
        public Integer call() throws Exception {
            return work.call();
        }
    }

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Callable<Integer> work, String... args) {
        return run(out, work, args);
    }

    private int run(OutputStream stdout, Callable<Integer> work, String... args) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Stdio stdio = Stdio.of("scrub", new ByteArrayInputStream(new byte[0]), stdout, errors);
        Scrub command = new Scrub(work);
        return CommandRunner.run(stdio, command, args);
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theCommandsCodeIsTheProgramsCode() {
        assertEquals(4, run(() -> 4));
        assertEquals("", told());
    }

    @Test
    void anUnknownOptionIsOneLineWithWhatWasLikelyMeant() {
        assertEquals(ExitCode.USAGE, run(() -> 0, "--soka=5s"));
        assertEquals(
                "scrub: unknown option: '--soka=5s'; did you mean --soak or --soap? (scrub --help tells more)\n",
                told());
    }

    @Test
    void aBadValueNamesItsOptionAndTheRightForm() {
        assertEquals(ExitCode.USAGE, run(() -> 0, "--soak", "5"));
        assertEquals(
                "scrub: invalid value for option '--soak': not a duration: value=5; "
                        + "write a number and its unit, as in 500ms, 30s, 5m or 2h (scrub --help tells more)\n",
                told());
    }

    @Test
    void argumentsThatLookLikeFilesOfArgumentsAreOnlyArguments() {
        String[][] seen = new String[1][];
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Stdio stdio = Stdio.of("scrub", new ByteArrayInputStream(new byte[0]), out, errors);
        Scrub[] command = new Scrub[1];
        command[0] = new Scrub(() -> {
            seen[0] = command[0].pots;
            return 0;
        });
        CommandRunner.run(stdio, command[0], new String[] {"--", "@/etc/passwd", "--soap", "\"q\"", "${x}", ""});
        assertEquals("@/etc/passwd|--soap|\"q\"|${x}|", String.join("|", seen[0]));
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertEquals(ExitCode.OK, run(() -> 9, "--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Usage: scrub "));
        out.reset();
        assertEquals(ExitCode.OK, run(() -> 9, "--version"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("scrub (Dishrack) "));
        assertEquals("", told());
    }

    @Test
    void libraryErrorsBecomeTheirExitCodes() {
        assertEquals(ExitCode.UNUSABLE, run(() -> {
            throw new QueueUnusableException("no queue: folder=/q;\n  make one");
        }));
        assertEquals("scrub: no queue: folder=/q; make one\n", told());
        assertEquals(ExitCode.CLOSED, run(() -> {
            throw new QueueClosedException("q");
        }));
    }

    @Test
    void anUnexpectedErrorIsOneLineWithoutAStackTrace() {
        assertEquals(ExitCode.UNUSABLE, run(() -> {
            throw new IllegalStateException("oops");
        }));
        assertEquals(
                "scrub: unexpected error: reason=java.lang.IllegalStateException: oops; "
                        + "DISHRACK_DEBUG=1 shows where\n",
                told());
    }

    private Callable<Integer> printing(OutputStream stdout) {
        return () -> {
            new StandardOutput(stdout).write("x".getBytes(StandardCharsets.UTF_8), 0, 1);
            return 0;
        };
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    @Test
    void aReaderThatHasGoneIsAQuietEnd() {
        assertEquals(CommandRunner.BROKEN_PIPE, run(printing(failing("Broken pipe"))));
        assertEquals("", told());
    }

    @Test
    void aFullDiskBehindStandardOutputIsTold() {
        assertEquals(ExitCode.UNUSABLE, run(printing(failing("No space left on device"))));
        assertEquals("scrub: standard output can't be written: reason=No space left on device\n", told());
    }
}
