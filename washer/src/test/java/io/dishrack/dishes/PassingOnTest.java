package io.dishrack.dishes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Durability;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExactCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What reaches the dryers' command line. Text is Latin-1: a char for each byte. */
class PassingOnTest {

    @ParameterizedTest
    @ValueSource(strings = {"plain", "\u00e9\u00ff\u00fe", "caf\u00c3\u00a9"})
    void argumentsReachAChildByteForByte(String last) throws Exception {
        List<String> arguments =
                List.of("", " ", "a\n\n", "$(touch PWNED);`x`'\"", "\\0101\\n", "-n", "%s", "*", "{}", last);
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "printf '%s|' \"$@\"", "sh"));
        command.addAll(arguments);
        Process child = new ProcessBuilder(ExactCommand.of(command)).start();
        String printed = new String(child.getInputStream().readAllBytes(), ISO_8859_1);
        assertEquals(String.join("|", arguments) + "|", printed);
        assertEquals(0, child.waitFor());
    }

    @Test
    void everyOptionForDryersIsPassedOnInTheirWords() {
        DryerOptions options = new DryerOptions();
        new CommandLine(options)
                .parseArgs("--handler=h --classpath x.jar --stdin --coprocess --jobs 3 --batch 4 --timeout 1.5s"
                        .concat(" --max-attempts=5 --reject-exit 65,100 --retry-delay 0")
                        .split(" "));
        assertEquals(
                List.of(
                        "--handler=h",
                        "--classpath=x.jar",
                        "--stdin",
                        "--coprocess",
                        "--jobs=3",
                        "--batch=4",
                        "--timeout=1500ms",
                        "--max-attempts=5",
                        "--reject-exit=65,100",
                        "--retry-delay=0ms"),
                options.arguments(Durability.PROCESS));
        assertEquals(
                "--durability=machine/50ms",
                options.arguments(Durability.MACHINE_50MS).get(0));
        options.jobs = 0;
        assertThrows(CommandException.class, () -> options.arguments(Durability.PROCESS));
    }

    @Test
    void aCommandIsFoundByPathOrBySearch(@TempDir Path folder) throws Exception {
        Path program = Files.createFile(folder.resolve("scrub"));
        var e = assertThrows(CommandException.class, () -> CommandCheck.require("scrub", folder.toString()));
        assertEquals("command not found: command=scrub; install it, or give its path", e.getMessage());
        assertTrue(program.toFile().setExecutable(true));
        CommandCheck.require("scrub", "/nonesuch:" + folder);
        CommandCheck.require(program.toString(), "");
        assertThrows(CommandException.class, () -> CommandCheck.require(folder.toString(), ""));
        assertThrows(CommandException.class, () -> CommandCheck.require("", folder.toString()));
    }
}
