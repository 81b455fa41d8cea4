package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.QueueInspector;
import io.dishrack.QueueUnusableException;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** {@code rack results}. */
final class ResultsView {

    /** How a result is printed. */
    enum Form {
        TABLE,
        JSON,
        OUTPUT
    }

    /**
     * Which results.
     *
     * @param states only items that ended so; all when empty
     * @param numbers only these items; all when empty
     * @param follow whether to wait for more
     */
    record Choice(Set<ItemState> states, Collection<Long> numbers, boolean follow) {

        private boolean has(Result result) {
            return (states.isEmpty() || states.contains(result.state()))
                    && (numbers.isEmpty() || numbers.contains(result.number()));
        }
    }

    private static final int COLUMNS = 80;
    private static final Duration SLICE = Duration.ofSeconds(1);

    private final Stdio stdio;
    private final Form form;
    private long damaged;

    ResultsView(Stdio stdio, Form form) {
        this.stdio = stdio;
        this.form = form;
    }

    int print(QueueAddress queue, Choice choice) throws InterruptedException {
        try (QueueInspector inspector = Dishrack.inspect(queue.uri());
                ResultFeed feed = inspector.results(true);
                Screen screen = new Screen(stdio)) {
            if (form == Form.TABLE) {
                screen.row(screen.bold(cells("NUMBER", "STATE", "TRY", "EXIT", "ENDED", "TOOK", "OUTPUT")));
            }
            all(screen, inspector, feed, choice);
            while (choice.follow()) {
                screen.flush();
                Result result = next(feed, SLICE);
                if (result != null) {
                    printIf(screen, inspector, result, choice);
                    all(screen, inspector, feed, choice);
                }
            }
        }
        if (damaged > 0) {
            stdio.tell("results can't be read: results=" + damaged + " queue=" + queue.text()
                    + "; the others are listed, see rack verify");
            return ExitCode.UNUSABLE;
        }
        return ExitCode.OK;
    }

    /** Those that are there now. */
    private void all(Screen screen, QueueInspector inspector, ResultFeed feed, Choice choice)
            throws InterruptedException {
        for (Result result = next(feed, Duration.ZERO); result != null; result = next(feed, Duration.ZERO)) {
            printIf(screen, inspector, result, choice);
        }
    }

    private void printIf(Screen screen, QueueInspector inspector, Result result, Choice choice) {
        if (choice.has(result)) {
            print(screen, inspector, result);
        }
    }

    private Result next(ResultFeed feed, Duration wait) throws InterruptedException {
        for (; ; ) {
            try {
                return feed.poll(wait);
            } catch (QueueUnusableException e) {
                damaged++;
                stdio.tell(e.getMessage());
            }
        }
    }

    private void print(Screen screen, QueueInspector inspector, Result result) {
        switch (form) {
            case JSON -> Json.result(screen.bytes(), result, key(inspector, result.number()));
            case OUTPUT -> screen.bytes(result.report().output());
            case TABLE -> {
                String row = row(result);
                screen.row(result.succeeded() ? row : screen.red(row));
            }
        }
    }

    private static String key(QueueInspector inspector, long number) {
        ItemView item = inspector.item(number);
        return item == null ? null : item.key();
    }

    /** A dead letter's row shows why, another's what it put out. */
    static String row(Result result) {
        String start = cells(
                Human.count(result.number()),
                States.name(result.state()),
                Integer.toString(result.attempt()),
                Integer.toString(result.report().exitCode()),
                Instant.ofEpochSecond(result.endedMillis() / 1000).toString(),
                took(result),
                "");
        byte[] text =
                result.succeeded() ? result.report().output() : result.report().error();
        return start + Human.escaped(stripped(text), COLUMNS - start.length());
    }

    private static byte[] stripped(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1).strip().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String took(Result result) {
        return result.startedMillis() == 0 ? "?" : Human.time(result.endedMillis() - result.startedMillis());
    }

    private static String cells(String... cells) {
        return Human.right(cells[0], 11) + "  " + Human.left(cells[1], 4) + "  " + Human.right(cells[2], 3) + "  "
                + Human.right(cells[3], 4) + "  " + Human.left(cells[4], 20) + "  " + Human.right(cells[5], 8) + "  "
                + cells[6];
    }
}
