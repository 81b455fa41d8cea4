package io.dishrack.dryer.exec;

import io.dishrack.Report;
import io.dishrack.dryer.handler.ItemFailedException;
import io.dishrack.dryer.handler.ItemRejectedException;
import io.dishrack.dryer.handler.Task;
import io.dishrack.dryer.handler.TaskHandler;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command for each item. Exit code 0 is done.
 *
 * <p>Standard output is the dryer's own unless the item's result is wanted, then a file that is read at the end. Standard
 * error is always a file: it is passed on to the dryer's own while the command runs, and its end is told in the report
 * when the command failed. Standard input is empty, or a file with the item.
 */
public final class CommandHandler implements TaskHandler {

    /** How much of standard error is kept. */
    static final int ERROR_TAIL = 4096;
    /** How much output a result may have. */
    static final long MAX_OUTPUT = 64L << 20;

    private static final File NOTHING = new File("/dev/null");
    private static final long LOOK_MILLIS = 200;

    private final Launcher launcher;
    private final boolean onStdin;
    private final Set<Integer> rejectCodes;
    private final OutputStream stderr;
    private final Capture out;
    private final Capture err;
    private final Path in;

    /**
     * What the operator said.
     *
     * @param onStdin whether the item is given on standard input
     * @param rejectCodes exit codes that say that trying again would not help
     */
    public record Settings(ArgvTemplate template, boolean onStdin, Set<Integer> rejectCodes) {}

    /**
     * A handler of one worker.
     *
     * @param folder for temporary files
     * @param worker tells apart the workers that share the folder
     */
    public CommandHandler(Settings settings, Path folder, int worker, OutputStream stderr) {
        this.launcher = new Launcher(settings.template());
        this.onStdin = settings.onStdin();
        this.rejectCodes = settings.rejectCodes();
        this.stderr = stderr;
        this.out = new Capture(folder, "out" + worker);
        this.err = new Capture(folder, "err" + worker);
        this.in = folder.resolve("in" + worker);
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Report handle(Task task) throws Exception {
        boolean wantsResult = task.wantsResult();
        byte[] item = task.payload();
        if (onStdin) {
            Files.write(in, item);
        }
        task.runsMarked();
        try {
            Launcher.Started started = launcher.start(
                    new Launcher.Input(item, task.number(), task.attempt()),
                    new Launcher.Streams(onStdin ? in.toFile() : NOTHING, wantsResult ? out.file() : null, err.file()));
            return finish(started, task);
        } finally {
            err.passOn(stderr);
            err.reset();
            out.reset();
        }
    }

    private Report finish(Launcher.Started started, Task task)
            throws IOException, ItemFailedException, ItemRejectedException {
        try {
            task.runsIn(started.process().pid());
            int exitCode = await(started, task.wantsResult());
            if (task.wantsResult()) {
                checkSize(started);
            }
            Report report = report(exitCode, task.wantsResult());
            if (rejectCodes.contains(report.exitCode()) && !task.cancelled()) {
                throw new ItemRejectedException(report);
            }
            return report;
        } finally {
            started.end();
        }
    }

    private int await(Launcher.Started started, boolean bounded) throws IOException, ItemFailedException {
        Process process = started.process();
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                err.passOn(stderr);
                if (bounded) {
                    checkSize(started);
                }
            }
        } catch (InterruptedException e) {
            started.tree().stop();
            return process.isAlive() ? 137 : process.exitValue();
        }
        return process.exitValue();
    }

    private void checkSize(Launcher.Started started) throws ItemFailedException {
        long size = out.look();
        if (size > MAX_OUTPUT) {
            started.tree().kill();
            throw new ItemFailedException("output is too long for a result: bytes=" + size + " limit=" + MAX_OUTPUT
                    + "; let the command write to a file");
        }
    }

    private Report report(int exitCode, boolean wantsResult) throws IOException {
        if (exitCode == 0 && !wantsResult) {
            return Report.NONE;
        }
        byte[] output = wantsResult ? out.all() : Report.NONE.output();
        byte[] error = Report.NONE.error();
        if (exitCode != 0) {
            err.look();
            error = err.tail(ERROR_TAIL);
        }
        if (exitCode != 0 && error.length == 0) {
            error = ("exit code " + exitCode).getBytes(StandardCharsets.US_ASCII);
        }
        return new Report(exitCode, output, error);
    }
}
