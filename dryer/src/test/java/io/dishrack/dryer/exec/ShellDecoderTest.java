package io.dishrack.dryer.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.cli.RawArguments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class ShellDecoderTest {

    /** Prints its arguments, each with a NUL at its end. */
    private static final List<String> SHOW = List.of("printf", "%s\\0");

    @TempDir
    private Path folder;

    static List<Path> shells() {
        return List.of(Path.of("/bin/sh"), Path.of("/bin/dash"), Path.of("/bin/bash")).stream()
                .filter(Files::isExecutable)
                .toList();
    }

    private String run(Path shell, String item, String... arguments) throws IOException {
        List<String> argv = new ArrayList<>(SHOW);
        argv.addAll(List.of(arguments));
        List<String> wrapped = new ArrayList<>(ShellDecoder.wrapped(argv, item));
        wrapped.set(0, shell.toString());
        for (String argument : wrapped) {
            assertTrue(argument.chars().allMatch(c -> c < 128), "ASCII only");
        }
        return output(wrapped);
    }

    private String output(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return RawArguments.byteString(builder.start().getInputStream().readAllBytes());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void everyByteButNulArrives(Path shell) throws IOException {
        StringBuilder all = new StringBuilder();
        for (char c = 1; c < 256; c++) {
            all.append(c);
        }
        String reversed = new StringBuilder(all).reverse().toString();
        assertEquals(all + "\0" + reversed + "\0", run(shell, null, all.toString(), reversed));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void nothingIsExecutedSplitDroppedOrJoined(Path shell) throws IOException {
        String[] odd = {
            "$(touch PWNED)",
            "`touch PWNED`",
            "; touch PWNED",
            "'",
            "\"",
            "\\",
            "\\n",
            "\\0101",
            "%s",
            "-n",
            "--",
            "*",
            "",
            " ",
            "a  b",
            "\n",
            "end\n\n",
            "+",
            ".",
            "~",
            "\u00ff\u00fe\n",
            "$1",
            "|",
            "&",
            "#"
        };
        assertEquals(String.join("\0", odd) + "\0", run(shell, null, odd));
        assertFalse(Files.exists(folder.resolve("PWNED")));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void argumentsUpToTheSystemsLimitArrive(Path shell) throws IOException {
        String longest = "\u00ff".repeat(Launcher.MAX_ARGUMENT);
        assertEquals(longest + "\0x\0", run(shell, null, longest, "x"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theItemArrivesInTheEnvironment(Path shell) throws IOException {
        List<String> show = List.of("sh", "-c", "printf '%s|%s' \"$DISHRACK_ITEM\" \"$1\"", "sh", "arg");
        List<String> wrapped = new ArrayList<>(ShellDecoder.wrapped(show, "\u00fe'$(x)\n"));
        wrapped.set(0, shell.toString());
        assertEquals("\u00fe'$(x)\n|arg", output(wrapped));
    }

    @Test
    void validUtf8GoesWithoutAShellWhereTheLocaleAllows() {
        String utf8 = RawArguments.byteString("caf\u00e9 \u4e16".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String direct = NativeText.of(utf8);
        if (direct != null) {
            assertEquals(utf8, RawArguments.byteString(direct.getBytes(NativeText.CHARSET)));
        }
        assertEquals("plain", NativeText.of("plain"));
        assertEquals(null, NativeText.of("\u00ff\u00fe"), "no String becomes these bytes");
    }
}
