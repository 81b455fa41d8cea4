package io.dishrack.washer.run;

import io.dishrack.DishrackException;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueStatus;
import io.dishrack.Result;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Signals;
import io.dishrack.cli.Stdio;
import io.dishrack.washer.input.Batch;
import io.dishrack.washer.input.Intake;
import io.dishrack.washer.input.Item;
import io.dishrack.washer.input.ItemSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One washer's work on an open queue: put everything, wait for the end if told to, say what came of it. */
public final class Wash {

    private static final Duration SLICE = Duration.ofMillis(200);
    /** How long no dryer may be seen before a wait is given up: a dryer may be about to be started again. */
    private static final Duration DRYER_GRACE = Duration.ofSeconds(1);

    private final JoinableQueue<byte[]> queue;
    private final WashPlan plan;
    private final Stdio stdio;
    private final Stop stop;
    private final Progress progress;
    private final Consumer<List<Item>> beforePut;
    private final OwnItems own;
    private QueueStatus before;
    private ResultPrinter printer;
    private Putter putter;
    private long nextProgress = System.nanoTime();

    /**
     * To be run once.
     *
     * @param stop ends it early
     * @param progress is kept up to date while items are put and waited for
     * @param beforePut is told of items right before they are put
     */
    public Wash(
            JoinableQueue<byte[]> queue,
            WashPlan plan,
            Stdio stdio,
            Stop stop,
            Progress progress,
            Consumer<List<Item>> beforePut) {
        this.queue = queue;
        this.plan = plan;
        this.stdio = stdio;
        this.stop = stop;
        this.progress = progress;
        this.beforePut = beforePut;
        this.own = plan.results() ? new OwnItems() : null;
    }

    /** How many items were put so far. */
    public long put() {
        return putter == null ? 0 : putter.count();
    }

    /** Items of this queue that failed for good since this washer began. */
    public long failed() {
        return before == null ? 0 : queue.status().dead() - before.dead();
    }

    /**
     * Puts all items of a source and waits for the end.
     *
     * @return the exit code of the program
     */
    public int run(ItemSource source) throws InterruptedException {
        before = plan.waits() || progress != Progress.NONE ? queue.status() : null;
        try (ResultPrinter results = plan.results() ? printResults() : null) {
            printer = results;
            putter = new Putter(queue, plan.putTimeout(), this::mustStop, own);
            int code = putAll(source);
            if (printer != null) {
                printer.rethrow();
                printer.putsEnded();
            }
            return code == ExitCode.OK && plan.waits() ? await() : code;
        }
    }

    private ResultPrinter printResults() {
        return new ResultPrinter(queue, own, plan.ordered(), stdio.out(), this::tellFailure);
    }

    private void tellFailure(Result result) {
        if (!plan.tellFailures()) {
            return;
        }
        String error = ErrorText.lastLine(result.report().error());
        stdio.tell("item failed for good: item=" + result.number() + " attempts=" + result.attempt() + " exit="
                + result.report().exitCode() + " worker=" + result.worker() + (error.isEmpty() ? "" : ": " + error));
    }

    private boolean mustStop() {
        showProgress();
        return stop.isRaised() || printer != null && printer.hasFailed();
    }

    private int putAll(ItemSource source) throws InterruptedException {
        try (Intake intake = Intake.start(source)) {
            stop.onRaise(intake::stop);
            if (printer != null) {
                printer.onFailure(intake::stop);
            }
            for (Batch batch = intake.take(); batch != null; batch = intake.take()) {
                beforePut.accept(batch.items());
                Putter.End end = putter.put(batch.items());
                if (end == Putter.End.FULL) {
                    throw ended(
                            ExitCode.TIMED_OUT,
                            "the queue stayed full: timeout=" + shown(plan.putTimeout()),
                            "start dryers, or allow more with --put-timeout");
                }
                if (end == Putter.End.STOPPED) {
                    break;
                }
            }
            return stop.isRaised() ? stopped() : ExitCode.OK;
        } catch (DishrackException e) {
            throw new CommandException(CommandRunner.exitCode(e), e.getMessage() + " (put=" + put() + ")");
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.USAGE, e.getMessage() + " (item=" + (put() + 1) + " put=" + put() + ")");
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage() + " (put=" + put() + ")");
        }
    }

    private int stopped() {
        int signal = stop.signal();
        stdio.tell("stopped by a signal: put=" + put() + "; what was put stays in the queue");
        return Signals.exitCode(signal);
    }

    private CommandException ended(int exitCode, String fact, String wayOut) {
        return new CommandException(exitCode, fact + " put=" + put() + "; " + wayOut);
    }

    /** Waits in slices, each ended early by the end of the work. */
    private int await() throws InterruptedException {
        long began = System.nanoTime();
        long dryersSeen = began;
        while (!isOver(slice(began))) {
            showProgress();
            if (stop.isRaised()) {
                return stopped();
            }
            if (plan.joinTimeout() != null && slice(began).isZero() && !isOver(Duration.ZERO)) {
                String fact = "not finished in time: timeout=" + shown(plan.joinTimeout());
                throw ended(ExitCode.TIMED_OUT, fact + unfinished(), "join again, or allow more with --join-timeout");
            }
            if (plan.failWithoutDryers()) {
                dryersSeen = queue.status().alive("dryer") > 0 ? System.nanoTime() : dryersSeen;
                if (System.nanoTime() - dryersSeen > DRYER_GRACE.toNanos()) {
                    throw ended(ExitCode.NO_DRYERS, "no dryer is alive:" + unfinished(), "start one: dryer QUEUE");
                }
            }
        }
        nextProgress = System.nanoTime();
        showProgress();
        return verdict();
    }

    private String unfinished() {
        return " unfinished=" + queue.unfinished();
    }

    private Duration slice(long began) {
        if (plan.joinTimeout() == null) {
            return SLICE;
        }
        Duration left = plan.joinTimeout().minusNanos(System.nanoTime() - began);
        return left.isNegative() ? Duration.ZERO : left.compareTo(SLICE) < 0 ? left : SLICE;
    }

    private boolean isOver(Duration slice) throws InterruptedException {
        boolean printed = printer == null || printer.await(plan.join() ? Duration.ZERO : slice);
        return plan.join() ? queue.join(slice) && printed : printed;
    }

    private int verdict() {
        long dead = plan.join() ? queue.status().dead() - before.dead() : printer.failed();
        long cancelled = printer == null ? 0 : printer.missing();
        if (cancelled > 0) {
            stdio.tell(
                    printer.missed() == 0
                            ? "items ended without a result: cancelled=" + cancelled
                            : "results were deleted before they could be printed, or never were: items=" + cancelled
                                    + "; read faster, or make the queue with a larger --keep-results");
        }
        return dead > 0 || cancelled > 0 ? ExitCode.FAILED_ITEMS : ExitCode.OK;
    }

    private void showProgress() {
        if (progress != Progress.NONE && System.nanoTime() - nextProgress >= 0) {
            nextProgress = System.nanoTime() + SLICE.toNanos();
            QueueStatus now = queue.status();
            long total = now.put() - before.put() + before.unfinished();
            progress.update(total - now.unfinished(), total, now.dead() - before.dead());
        }
    }

    private static String shown(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
