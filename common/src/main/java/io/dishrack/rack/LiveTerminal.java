package io.dishrack.rack;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Signals;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The whole terminal, for a view that is drawn again and again. Closing gives it back as it was found.
 *
 * <p>With the few escape sequences that every terminal of today knows, and stty(1) for the rest: no library to load, and
 * nothing that a terminal library would do better for a page without input fields.
 */
final class LiveTerminal implements AutoCloseable {

    private static final String ENTER = "\u001b[?1049h\u001b[?25l";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String END_OF_LINE = "\u001b[K";
    private static final String END_OF_SCREEN = "\u001b[J";
    private static final File TERMINAL = new File("/dev/tty");

    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    /** What {@link #pause} tells beside signals, which are positive. */
    static final int NOTHING = 0;

    static final int QUIT = -1;
    private static final int RESIZED = -2;

    private final OutputStream out;
    private final BlockingQueue<Integer> events = new LinkedBlockingQueue<>();
    private final String settings;
    private int rows = ROWS;
    private int columns = COLUMNS;

    /**
     * Takes the terminal over.
     *
     * @throws CommandException when there is none that can be set up
     */
    LiveTerminal(OutputStream out) {
        this.out = out;
        this.settings = stty("-g").strip();
        Signals.handle(events::add);
        Signals.onResize(() -> events.add(RESIZED));
        // Keys come one by one and are not shown; a view that is stopped would leave the terminal so, so it can't be.
        stty("-icanon", "-echo", "min", "1", "time", "0", "susp", "undef");
        measure();
        write(ENTER);
        Thread keys = new Thread(this::readKeys, "rack-keys");
        keys.setDaemon(true);
        keys.start();
    }

    private void readKeys() {
        try (InputStream in = new FileInputStream(TERMINAL)) {
            for (int key = in.read(); key >= 0; key = in.read()) {
                if (key == 'q' || key == 'Q') {
                    events.add(QUIT);
                }
            }
        } catch (IOException e) {
            events.add(QUIT); // the terminal has gone
        }
    }

    private void measure() {
        String[] size = stty("size").strip().split(" ");
        if (size.length == 2) {
            rows = orElse(size[0], ROWS);
            columns = orElse(size[1], COLUMNS);
        }
    }

    /** Some terminals say 0 for unknown. */
    private static int orElse(String number, int otherwise) {
        int value = number.matches("\\d{1,5}") ? Integer.parseInt(number) : 0;
        return value > 0 ? value : otherwise;
    }

    private static String stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process =
                    new ProcessBuilder(command).redirectInput(TERMINAL).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            if (process.waitFor() == 0) {
                return answer;
            }
        } catch (IOException e) {
            // told below
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CommandException(
                ExitCode.UNUSABLE, "terminal can't be set up: command=stty; without --watch it is not needed");
    }

    /** Draws rows in place of what was there; what is too wide or too many is cut off. */
    void draw(List<String> lines) {
        StringBuilder page = new StringBuilder(HOME);
        boolean fits = lines.size() <= rows;
        int shown = fits ? lines.size() : rows - 1;
        for (int i = 0; i < shown; i++) {
            page.append(i == 0 ? "" : "\r\n").append(cut(lines.get(i), columns)).append(END_OF_LINE);
        }
        if (!fits) {
            page.append("\r\n")
                    .append(cut("... " + (lines.size() - shown) + " more", columns))
                    .append(END_OF_LINE);
        }
        write(page.append(END_OF_SCREEN).toString());
    }

    /** The first columns of a row; colours take none, and are ended. */
    static String cut(String line, int columns) {
        StringBuilder shown = new StringBuilder();
        int width = 0;
        for (int i = 0; i < line.length(); ) {
            if (line.charAt(i) == '\u001b') {
                int end = line.indexOf('m', i) + 1;
                shown.append(line, i, end);
                i = end;
                continue;
            }
            int c = line.codePointAt(i);
            i += Character.charCount(c);
            width += Human.columns(c);
            if (width <= columns) {
                shown.appendCodePoint(c);
            }
        }
        return shown.toString();
    }

    /** Waits for a while, or until a key or a signal comes, which is told; a new size ends the wait too. */
    int pause(Duration time) throws InterruptedException {
        Integer event = events.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        if (event == null) {
            return NOTHING;
        }
        if (event == RESIZED) {
            measure();
            return NOTHING;
        }
        return event;
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            write(LEAVE);
        } finally {
            stty(settings);
        }
    }
}
