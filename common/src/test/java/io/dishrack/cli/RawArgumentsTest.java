package io.dishrack.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawArgumentsTest {

    /** Prints its arguments as hexadecimal bytes, one a line. */
    static final class Echo {
        public static void main(String[] args) {
            for (String argument : RawArguments.of(args)) {
                StringBuilder line = new StringBuilder();
                for (byte b : RawArguments.bytes(argument)) {
                    line.append("%02x".formatted(b));
                }
                System.out.println(line);
            }
        }
    }

    @Test
    void plainArgumentsAreLeftAlone() {
        String[] args = {"--join", "q", "a b;c"};
        assertSame(args, RawArguments.of(args));
    }

    @Test
    void theLastEntriesOfTheCommandLineAreTheArguments() {
        byte[] line = "java\0-cp\0x\0Main\0q\0\u00ff\u00fe\0\0".getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(
                new String[] {"q", "\u00ff\u00fe", ""}, RawArguments.of(new String[] {"q", "\ufffd\ufffd", ""}, line));
    }

    @Test
    void aCommandLineOfSomethingElseIsNotBelieved() {
        byte[] line = "java\0Main\0other\0\u00ff\0".getBytes(StandardCharsets.ISO_8859_1);
        String[] raw = RawArguments.of(new String[] {"q", "x?"}, line);
        assertArrayEquals(new String[] {"q", "x?"}, raw);
    }

    @EnabledOnOs(OS.LINUX)
    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void mainSeesTheVeryBytesInAnyLocale(String locale, @TempDir Path folder) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        Path printed = folder.resolve("printed");
        var builder = new ProcessBuilder(
                "/bin/sh",
                "-c",
                "exec \"$1\" -cp \"$2\" \"$3\" q \"$(printf '\\377\\376?')\" \"$(printf 'caf\\303\\251\\nx')\" ''",
                "sh",
                java,
                classes,
                Echo.class.getName());
        builder.environment().put("LC_ALL", locale);
        Process process = builder.redirectOutput(printed.toFile())
                .redirectError(new File("/dev/null"))
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(List.of("71", "fffe3f", "636166c3a90a78", ""), Files.readAllLines(printed));
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void aPathKeepsItsBytes(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        name.writeBytes(folder.toString().getBytes(StandardCharsets.UTF_8));
        name.writeBytes(new byte[] {'/', (byte) 0xff, ' ', '%', '?', '#', 'x'});
        Path path = RawArguments.path(RawArguments.byteString(name.toByteArray()));
        Files.writeString(path, "here");
        try (var list = Files.list(folder)) {
            Path listed = list.findFirst().orElseThrow();
            assertTrue(
                    listed.toUri().toString().endsWith("/%FF%20%25%3F%23x"),
                    listed.toUri().toString());
        }
    }

    @Test
    void aRelativePathStaysInTheWorkingFolder() {
        assertEquals(Path.of("a/b"), RawArguments.path("a/b"));
        assertEquals(Path.of("").toAbsolutePath(), RawArguments.path("\u00ff").getParent());
    }
}
