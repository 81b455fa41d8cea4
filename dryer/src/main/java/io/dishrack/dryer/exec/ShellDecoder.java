package io.dishrack.dryer.exec;

import java.util.ArrayList;
import java.util.List;

/**
 * Hands arguments to a command whose bytes the JVM can't: a fixed script gets them escaped in plain ASCII, decodes them
 * with {@code printf %b} and replaces itself by the command. No part of an argument is ever parsed as shell text.
 *
 * <p>An escaped argument may be longer than the system allows for one, so it comes in pieces: those that begin with
 * {@code +} go on in the next, the one that begins with {@code .} is the last. The dot that is printed and cut off again
 * keeps newlines at the end, which the shell would drop.
 */
final class ShellDecoder {

    private static final String SCRIPT = "dishrack_e=$1; shift; dishrack_n=$#; dishrack_v=; "
            + "while [ \"$dishrack_n\" -gt 0 ]; do dishrack_c=$1; shift; dishrack_n=$((dishrack_n - 1)); "
            + "dishrack_p=$(printf '%b.' \"${dishrack_c#?}\"); dishrack_v=$dishrack_v${dishrack_p%.}; "
            + "case $dishrack_c in +*) ;; *) set -- \"$@\" \"$dishrack_v\"; dishrack_v=;; esac; done; "
            + "if [ \"$dishrack_e\" = 1 ]; then DISHRACK_ITEM=$1; export DISHRACK_ITEM; shift; fi; "
            + "exec \"$@\"";
    private static final int PIECE = 16_384; // bytes of an argument; five times that when escaped

    private ShellDecoder() {}

    /**
     * An argument vector in ASCII that runs another.
     *
     * @param argv what to run, in byte strings without NUL
     * @param item what to set DISHRACK_ITEM to, or null to leave it
     */
    static List<String> wrapped(List<String> argv, String item) {
        List<String> wrapped = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh", item == null ? "0" : "1"));
        if (item != null) {
            addPieces(item, wrapped);
        }
        for (String argument : argv) {
            addPieces(argument, wrapped);
        }
        return wrapped;
    }

    private static void addPieces(String argument, List<String> pieces) {
        int start = 0;
        while (argument.length() - start > PIECE) {
            pieces.add(escaped('+', argument, start, start + PIECE));
            start += PIECE;
        }
        pieces.add(escaped('.', argument, start, argument.length()));
    }

    private static String escaped(char mark, String argument, int start, int end) {
        StringBuilder text = new StringBuilder(end - start + 16).append(mark);
        for (int i = start; i < end; i++) {
            char c = argument.charAt(i);
            if (c > ' ' && c < 127 && c != '\\') {
                text.append(c);
            } else {
                text.append("\\0").append((char) ('0' + (c >> 6)));
                text.append((char) ('0' + (c >> 3 & 7))).append((char) ('0' + (c & 7)));
            }
        }
        return text.toString();
    }
}
