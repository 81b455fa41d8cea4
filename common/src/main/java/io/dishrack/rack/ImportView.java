package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.progress.Measure;
import io.dishrack.cli.progress.Progress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code rack import}. */
final class ImportView {

    private static final int BATCH = 1000;
    private static final long BATCH_BYTES = 1 << 20;

    /** What to do: with items that were in which states; those of an unknown one go with the ready. */
    record Choice(Set<ItemState> states, boolean execute, boolean json) {

        private boolean has(ExportLine line) {
            return states.contains(line.state() == null ? ItemState.READY : line.state());
        }
    }

    private final Stdio stdio;
    private final ProgressOptions progress;
    private final QueueAddress queue;
    private final Choice choice;
    private final List<byte[]> batch = new ArrayList<>();
    private long batchBytes;
    private long chosen;
    private long put;
    private long skipped;
    private long unreadable;

    ImportView(Stdio stdio, QueueAddress queue, Choice choice, ProgressOptions progress) {
        this.stdio = stdio;
        this.progress = progress;
        this.queue = queue;
        this.choice = choice;
    }

    /** Of a file, or of standard input for null. */
    int run(Path file) throws InterruptedException {
        try (InputStream in = file == null ? stdio.in() : new BufferedInputStream(Files.newInputStream(file))) {
            if (choice.execute()) {
                try (JoinableQueue<byte[]> open = Dishrack.open(queue.uri(), OpenOptions.DEFAULTS.withRole("rack"))) {
                    read(in, open);
                    flush(open);
                }
            } else {
                read(in, null);
            }
        } catch (IOException e) {
            throw new CommandException(
                    ExitCode.UNUSABLE,
                    "can't read: file=" + (file == null ? "standard input" : file) + " reason="
                            + e.getClass().getSimpleName() + " " + e.getMessage() + " put=" + put
                            + "; check the file");
        } catch (RuntimeException e) {
            tellPut();
            throw e;
        }
        return tell();
    }

    private void read(InputStream in, JoinableQueue<byte[]> open) throws IOException, InterruptedException {
        try (ExportReader reader = new ExportReader(in);
                Progress display = progress.display(stdio, Measure.HANDLED, false)) {
            for (ExportLine line = reader.next(); line != null; line = reader.next()) {
                if (display.isDue()) {
                    display.update(chosen + skipped, Progress.UNKNOWN, unreadable);
                }
                if (!choice.has(line)) {
                    skipped++;
                } else if (line.payload() == null) {
                    unreadable++;
                } else {
                    chosen++;
                    if (open != null) {
                        put(open, line);
                    }
                }
            }
        }
    }

    /** Items without a key in bulk, those with one each with its own. */
    private void put(JoinableQueue<byte[]> open, ExportLine line) throws InterruptedException {
        if (line.key() != null) {
            flush(open);
            open.put(line.payload(), ItemOptions.NONE.withKey(line.key()));
            put++;
            return;
        }
        batch.add(line.payload());
        batchBytes += line.payload().length;
        if (batch.size() >= BATCH || batchBytes >= BATCH_BYTES) {
            flush(open);
        }
    }

    private void flush(JoinableQueue<byte[]> open) throws InterruptedException {
        open.putAll(batch, ItemOptions.NONE);
        put += batch.size();
        batch.clear();
        batchBytes = 0;
    }

    private void tellPut() {
        if (put > 0) {
            stdio.tell("put before it failed: items=" + put + " queue=" + queue.text());
        }
    }

    private int tell() {
        if (choice.json()) {
            try (Screen screen = new Screen(stdio)) {
                Json.document(screen.bytes(), out -> {
                    out.writeStringField("queue", queue.text());
                    out.writeBooleanField("executed", choice.execute());
                    out.writeNumberField("items", chosen);
                    out.writeNumberField("skipped", skipped);
                    out.writeNumberField("unreadable", unreadable);
                });
            }
        }
        stdio.tell((choice.execute() ? "put: items=" : "would put: items=") + chosen + " skipped=" + skipped + " queue="
                + queue.text() + (choice.execute() ? "" : "; add --execute to do it"));
        if (unreadable > 0) {
            stdio.tell("items without a payload: items=" + unreadable
                    + "; their lines say why, rack verify tells more of the queue they come from");
            return ExitCode.FAILED_ITEMS;
        }
        return ExitCode.OK;
    }
}
