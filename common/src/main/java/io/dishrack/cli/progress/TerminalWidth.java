package io.dishrack.cli.progress;

import io.dishrack.cli.Signals;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How wide the terminal is: asked of stty(1) now, and again whenever it was changed. Thread-safe. */
final class TerminalWidth {

    private static final int USUAL = 80;
    /** Narrower, a bar says nothing. */
    private static final int LEAST = 20;

    private static final File TERMINAL = new File("/dev/tty");

    private volatile int columns = measure();

    TerminalWidth() {
        Signals.onResize(() -> columns = measure());
    }

    int columns() {
        return columns;
    }

    private static int measure() {
        try {
            Process stty =
                    new ProcessBuilder("stty", "size").redirectInput(TERMINAL).start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return parse(answer);
        } catch (IOException e) {
            return USUAL; // no terminal of its own, or no stty
        }
    }

    /** Rows and columns; some terminals say 0 for unknown. */
    static int parse(String answer) {
        String[] size = answer.strip().split(" ");
        boolean told = size.length == 2 && size[1].matches("[1-9]\\d{0,4}");
        return told ? Math.max(LEAST, Integer.parseInt(size[1])) : USUAL;
    }
}
