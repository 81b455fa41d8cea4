package io.dishrack.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Stdio;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Help, spelling, the manual page and the completion of a command made of commands. */
@Timeout(60)
final class RackPagesTest {

    private final RackLab rack = new RackLab();

    private static Set<String> commands() {
        Stdio stdio = Stdio.of("rack", new ByteArrayInputStream(new byte[0]), System.out, System.err);
        return new RackCommand(stdio).subcommands().keySet();
    }

    /** The text that a shell says of a script on its standard input. */
    private static String shell(String input, String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8) + process.waitFor();
    }

    @Test
    void everyCommandHasHelpInEightyColumnsWithAnExample() {
        assertEquals(0, rack.run("--help"));
        String all = rack.out();
        for (String command : commands()) {
            assertTrue(all.contains("\n  " + command + " "), command);
            assertEquals(0, rack.run(command, "--help"), command);
            assertTrue(rack.out().contains("rack " + command + " "), command);
            assertTrue(rack.out().contains("Example"), command);
            assertTrue(rack.rows().stream().allMatch(row -> row.length() <= 80), rack.out());
        }
    }

    @Test
    void aWordThatIsMisspeltIsAnsweredWithTheLikelyOnes() {
        assertEquals(ExitCode.USAGE, rack.run("statsu", "/tmp/q"));
        assertTrue(rack.told().startsWith("rack: no such command: command=statsu; did you mean status"), rack.told());
        assertEquals(ExitCode.USAGE, rack.run("redirve", "/tmp/q"));
        assertTrue(rack.told().contains("did you mean redrive"), rack.told());
        assertEquals(ExitCode.USAGE, rack.run("status", "--jsno", "/tmp/q"));
        assertTrue(rack.told().contains("did you mean --json?"), rack.told());
        assertEquals(ExitCode.USAGE, rack.run("list", "--limt=3", "/tmp/q"));
        assertTrue(rack.told().contains("did you mean --limit?"), rack.told());
        assertEquals(ExitCode.USAGE, rack.run());
        assertTrue(rack.told().contains("no command was given; use status, list, "), rack.told());
    }

    @Test
    void theManualPageHasEveryCommandAndNoLineThatIsTakenForAMacro() {
        assertEquals(0, rack.run("--man"));
        assertTrue(rack.out().startsWith(".TH RACK 1 "), rack.out());
        for (String command : commands()) {
            assertTrue(rack.out().contains("\n.SS " + command + "\n"), command);
        }
        for (String row : rack.rows()) {
            assertTrue(!row.startsWith("'"), row);
            assertTrue(!row.startsWith(".") || row.matches("\\.(TH|SH|SS|TP|PP|nf|fi)( .*)?"), row);
        }
    }

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        assertEquals(0, rack.run("--completion"));
        String script = rack.out();
        String ask = "\nCOMP_WORDS=(rack %s); COMP_CWORD=%d; COMP_LINE='rack %s'; COMP_POINT=${#COMP_LINE}\n"
                + "_complete_rack; printf '%%s ' \"${COMPREPLY[@]}\"\n";
        assertEquals("redrive 0", shell(script + String.format(ask, "redr", 1, "redr"), "bash"));
        List<String> options = List.of(shell(script + String.format(ask, "status --", 2, "status --"), "bash")
                .split("\\s+"));
        assertTrue(options.containsAll(List.of("--watch", "--json", "--interval")), options.toString());
    }
}
