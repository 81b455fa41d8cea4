package io.dishrack.rack;

import io.dishrack.HistoryEntry;
import io.dishrack.ItemState;
import io.dishrack.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What befell an item, as a table of 80 columns; what an attempt said of its failure stands below it, wrapped. */
final class HistoryView {

    private static final Set<HistoryEntry.Kind> ENDS_DEAD =
            EnumSet.of(HistoryEntry.Kind.DEAD, HistoryEntry.Kind.REPAIRED);

    private static final int COLUMNS = 80;
    private static final String INDENT = "    ";

    private final Screen screen;

    HistoryView(Screen screen) {
        this.screen = screen;
    }

    void print(ItemState state, List<HistoryEntry> history) {
        if (history.isEmpty()) {
            return;
        }
        screen.row("");
        screen.row(screen.bold(cells("TRY", "ENDING", "EXIT", "ENDED", "TOOK", "WORKER")));
        for (HistoryEntry entry : history) {
            row(entry);
            text(entry.result().report().error());
        }
        if (state == ItemState.DEAD
                && !ENDS_DEAD.contains(history.get(history.size() - 1).kind())) {
            screen.row(INDENT + "its last attempt could not be recorded");
        }
    }

    private void row(HistoryEntry entry) {
        Result result = entry.result();
        boolean isAttempt = entry.result().attempt() > 0;
        String row = cells(
                isAttempt ? Integer.toString(result.attempt()) : "",
                entry.kind().name().toLowerCase(Locale.ROOT),
                isAttempt ? Integer.toString(result.report().exitCode()) : "",
                Instant.ofEpochSecond(result.endedMillis() / 1000).toString(),
                isAttempt ? took(result) : "",
                result.worker());
        screen.row(
                switch (entry.kind()) {
                    case DONE -> screen.green(row);
                    case DEAD -> screen.red(row);
                    case FAILED, LOST, CANCELLED -> screen.yellow(row);
                    case REFUSED, REDRIVEN, REPAIRED -> row;
                });
    }

    private static String took(Result result) {
        if (result.startedMillis() == 0) {
            return "?";
        }
        long millis = Math.max(0, result.endedMillis() - result.startedMillis());
        return millis < 10_000 ? millis + " ms" : Human.age(millis);
    }

    /** As a byte string until a line is escaped: it need not be text. */
    private void text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing();
        if (!text.isEmpty()) {
            text.replace("\t", INDENT).lines().forEach(this::line);
        }
    }

    /** Wrapped at the edge: nothing of a stack trace is cut off. */
    private void line(String byteString) {
        String shown = Human.escaped(byteString.getBytes(StandardCharsets.ISO_8859_1), Integer.MAX_VALUE / 8);
        int width = COLUMNS - INDENT.length();
        for (int from = 0; from == 0 || from < shown.length(); from += width) {
            screen.row(INDENT + shown.substring(from, Math.min(from + width, shown.length())));
        }
    }

    private static String cells(String attempt, String ending, String exit, String ended, String took, String worker) {
        return Human.right(attempt, 5) + "  " + Human.left(ending, 8) + "  " + Human.right(exit, 4) + "  "
                + Human.left(ended, 20) + "  " + Human.right(took, 12) + "  " + worker;
    }
}
