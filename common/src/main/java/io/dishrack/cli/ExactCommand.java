package io.dishrack.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives a child process its arguments byte for byte. The JVM encodes arguments with the locale, which not all bytes
 * survive; so unless they are plain ASCII they go as octal text through a shell that decodes them and execs the command.
 * The shell's program is fixed: no argument ever becomes part of it.
 */
public final class ExactCommand {

    /** Appends each argument decoded and drops it encoded, all in turn; the dot keeps newlines at the end. */
    private static final String DECODE = "n=$#; while [ $n -gt 0 ]; do a=$(printf '%b.' \"$1\"); "
            + "set -- \"$@\" \"${a%.}\"; shift; n=$((n-1)); done; exec \"$@\"";

    private ExactCommand() {}

    /** The arguments for a ProcessBuilder that runs the command given as byte strings. */
    public static List<String> of(List<String> byteStrings) {
        if (byteStrings.stream().allMatch(s -> s.chars().allMatch(c -> c < 128))) {
            return byteStrings;
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DECODE, "sh"));
        byteStrings.forEach(argument -> command.add(octal(argument)));
        return command;
    }

    private static String octal(String byteString) {
        StringBuilder octal = new StringBuilder();
        for (byte b : RawArguments.bytes(byteString)) {
            octal.append(String.format("\\0%03o", b & 0xff));
        }
        return octal.toString();
    }
}
