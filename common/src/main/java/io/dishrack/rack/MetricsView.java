package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code rack metrics}. */
final class MetricsView {

    private final Stdio stdio;
    private final long nowMillis;

    MetricsView(Stdio stdio, long nowMillis) {
        this.stdio = stdio;
        this.nowMillis = nowMillis;
    }

    /** To standard output, or to a file. */
    int print(QueueAddress queue, Path file) {
        QueueStatus status;
        try (QueueInspector inspector = Dishrack.inspect(queue.uri())) {
            status = inspector.status();
        }
        byte[] text = new OpenMetrics(queue.text(), nowMillis).text(status).getBytes(StandardCharsets.UTF_8);
        if (file != null) {
            replace(file, text);
            return ExitCode.OK;
        }
        try (Screen screen = new Screen(stdio)) {
            screen.bytes(text);
        }
        return ExitCode.OK;
    }

    /** By a name that no collector reads, in the same folder, so that the rename is one step. */
    private static void replace(Path file, byte[] text) {
        Path written = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.write(written, text);
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteIfPossible(written);
            throw new CommandException(
                    ExitCode.UNUSABLE,
                    "can't write: file=" + file + " reason=" + e.getClass().getSimpleName() + " " + e.getMessage()
                            + "; check its folder and the disk");
        }
    }

    private static void deleteIfPossible(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // what could not be written can't be removed either; the first reason is told
        }
    }
}
