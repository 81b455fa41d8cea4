package io.dishrack.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of main's arguments. The JVM has decoded them with the locale's charset, and what did not fit is lost: in a
 * C locale even valid UTF-8. On Linux the bytes still stand in {@code /proc/self/cmdline}; elsewhere the decoded
 * arguments are encoded again.
 *
 * <p>A <em>byte string</em> is a String that has one char, 0 to 255, for each byte.
 */
public final class RawArguments {

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private RawArguments() {}

    /** The arguments of main as byte strings. */
    public static String[] of(String[] decoded) {
        if (allSafe(decoded)) {
            return decoded;
        }
        byte[] line;
        try {
            line = Files.readAllBytes(COMMAND_LINE);
        } catch (IOException e) {
            return encodedAgain(decoded);
        }
        return of(decoded, line);
    }

    static String[] of(String[] decoded, byte[] commandLine) {
        List<String> all = split(commandLine);
        if (all.size() < decoded.length) {
            return encodedAgain(decoded);
        }
        String[] raw = all.subList(all.size() - decoded.length, all.size()).toArray(String[]::new);
        for (int i = 0; i < raw.length; i++) {
            if (isSafe(decoded[i]) && !decoded[i].equals(raw[i])) {
                return encodedAgain(decoded); // not this process's main: called from a test or another program
            }
        }
        return raw;
    }

    private static List<String> split(byte[] commandLine) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                parts.add(new String(commandLine, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        return parts;
    }

    private static String[] encodedAgain(String[] decoded) {
        String[] raw = new String[decoded.length];
        for (int i = 0; i < decoded.length; i++) {
            raw[i] = byteString(decoded[i].getBytes(systemCharset()));
        }
        return raw;
    }

    private static Charset systemCharset() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }

    /** A path as an argument for another program. */
    public static String byteString(Path path) {
        return byteString(path.toString().getBytes(systemCharset()));
    }

    private static boolean allSafe(String[] decoded) {
        for (String argument : decoded) {
            if (!isSafe(argument)) {
                return false;
            }
        }
        return true;
    }

    /** ASCII, and no question mark, which is what a C locale turns every other byte into. */
    private static boolean isSafe(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c > 126 || c == '?') {
                return false;
            }
        }
        return true;
    }

    /** The byte string of bytes. */
    public static String byteString(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The bytes of a byte string. */
    public static byte[] bytes(String byteString) {
        return byteString.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A byte string as text for people: as UTF-8, malformed bytes replaced. */
    public static String text(String byteString) {
        return new String(bytes(byteString), StandardCharsets.UTF_8);
    }

    /** The file that a byte string names, exactly, whatever the locale; relative to the working folder. */
    public static Path path(String byteString) {
        if (isAscii(byteString)) {
            return Path.of(byteString);
        }
        // Paths keep their bytes, and the way through a percent-encoded URI is exact in both directions.
        StringBuilder uri = new StringBuilder(
                byteString.startsWith("/")
                        ? "file://"
                        : Path.of("").toAbsolutePath().toUri().toString());
        for (byte b : bytes(byteString)) {
            appendEncoded(uri, b);
        }
        return Path.of(URI.create(uri.toString()));
    }

    private static void appendEncoded(StringBuilder uri, byte b) {
        boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "/-._".indexOf(b) >= 0;
        if (plain) {
            uri.append((char) b);
        } else {
            uri.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
        }
    }

    private static boolean isAscii(String s) {
        return s.chars().allMatch(c -> c < 128);
    }
}
