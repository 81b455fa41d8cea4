package io.dishrack.washer.run;

import io.dishrack.DishrackException;
import io.dishrack.JoinableQueue;
import io.dishrack.Result;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.Event;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Signals;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.progress.Progress;
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

    private final Chain chain;
    private final JoinableQueue<byte[]> queue;
    private final WashPlan plan;
    private final Stdio stdio;
    private final Stop stop;
    private final Progress progress;
    private final Consumer<List<Item>> beforePut;
    private final OwnItems own;
    private String resumed;
    private final long began = System.nanoTime();
    private ResultPrinter printer;
    private Putter putter;

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
        this(Chain.of(queue), plan, stdio, stop, progress, beforePut);
    }

    /** Of several stages: items are put into the first, and all are waited for. */
    public Wash(Chain chain, WashPlan plan, Stdio stdio, Stop stop, Progress progress, Consumer<List<Item>> beforePut) {
        this.chain = chain;
        this.queue = chain.first();
        this.plan = plan;
        this.stdio = stdio;
        this.stop = stop;
        this.progress = progress;
        this.beforePut = beforePut;
        this.own = plan.results() ? new OwnItems() : null;
    }

    /**
     * Makes it go on where an input of that name got to before, and refuse one that changed before that place; to be
     * called before it runs.
     */
    public void resume(String input) {
        resumed = input;
    }

    /** How many items were in the queue already, and were not put again. */
    public long duplicates() {
        return putter == null ? 0 : putter.duplicates();
    }

    /** How many items were put so far. */
    public long put() {
        return putter == null ? 0 : putter.count();
    }

    /** What came of it so far, when it was told to wait. */
    public Summary summary() {
        return chain.summary(duplicates(), System.nanoTime() - began);
    }

    /**
     * Puts all items of a source and waits for the end.
     *
     * @return the exit code of the program
     */
    public int run(ItemSource source) throws InterruptedException {
        if (!chain.hasBegun() && (plan.waits() || progress != Progress.NONE)) {
            chain.begin();
        }
        try (ResultPrinter results = plan.results() ? printResults() : null) {
            printer = results;
            Resume resume = resumed == null ? null : new Resume(queue, resumed);
            putter = new Putter(queue, plan.putTimeout(), this::mustStop, own, resume);
            int code = putAll(source, resume);
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
        if (plan.ownDryers()) {
            return;
        }
        int exit = result.report().exitCode();
        String error = ErrorText.lastLine(result.report().error());
        String line = "item failed for good: item=" + result.number() + " attempts=" + result.attempt() + " exit="
                + exit + " worker=" + result.worker() + (error.isEmpty() ? "" : ": " + error);
        stdio.tell(Event.of("item_dead", line)
                .with("item", result.number())
                .with("attempt", result.attempt())
                .with("exit_code", exit)
                .with("worker", result.worker())
                .with("reason", error));
    }

    private boolean mustStop() {
        showProgress();
        return stop.isRaised() || printer != null && printer.hasFailed();
    }

    private int putAll(ItemSource source, Resume resume) throws InterruptedException {
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
            if (stop.isRaised()) {
                return stopped();
            }
            if (resume != null) {
                resume.ended();
            }
            return ExitCode.OK;
        } catch (DishrackException e) {
            throw new CommandException(CommandRunner.exitCode(e), e.getMessage() + " (put=" + put() + ")");
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.USAGE, e.getMessage() + " (item=" + (duplicates() + put() + 1) + " put=" + put() + ")");
        } catch (IOException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage() + " (put=" + put() + ")");
        }
    }

    private int stopped() {
        int signal = stop.signal();
        stdio.tell(Event.of("stopped", "stopped by a signal: put=" + put() + "; what was put stays in the queue")
                .with("signal", signal)
                .with("put", put()));
        return Signals.exitCode(signal);
    }

    private CommandException ended(int exitCode, String fact, String wayOut) {
        return new CommandException(exitCode, fact + " put=" + put() + "; " + wayOut);
    }

    /** Waits in slices, each ended early by the end of the work. */
    private int await() throws InterruptedException {
        long joining = System.nanoTime();
        DryerWatch dryers = new DryerWatch(this::tellOfDryers, System::nanoTime);
        while (!isOver(slice(joining))) {
            showProgress();
            if (stop.isRaised()) {
                return stopped();
            }
            if (plan.joinTimeout() != null && slice(joining).isZero() && !isOver(Duration.ZERO)) {
                String fact = "not finished in time: timeout=" + shown(plan.joinTimeout());
                throw ended(ExitCode.TIMED_OUT, fact + unfinished(), "join again, or allow more with --join-timeout");
            }
            if (dryers.isDue()) {
                dryers.look(chain.current().status());
            }
            if (plan.failWithoutDryers() && dryers.isWithout()) {
                throw ended(ExitCode.NO_DRYERS, "no dryer is alive:" + unfinished(), "start one: dryer QUEUE");
            }
        }
        return verdict();
    }

    /** Who gives up at once says why then. */
    private void tellOfDryers(Event event) {
        if (!plan.quiet() && !plan.ownDryers() && !plan.failWithoutDryers()) {
            stdio.tell(event);
        }
    }

    private String unfinished() {
        return " unfinished=" + chain.unfinished();
    }

    private Duration slice(long joining) {
        if (plan.joinTimeout() == null) {
            return SLICE;
        }
        Duration left = plan.joinTimeout().minusNanos(System.nanoTime() - joining);
        return left.isNegative() ? Duration.ZERO : left.compareTo(SLICE) < 0 ? left : SLICE;
    }

    private boolean isOver(Duration slice) throws InterruptedException {
        boolean printed = printer == null || printer.await(plan.join() ? Duration.ZERO : slice);
        return plan.join() ? chain.join(slice) && printed : printed;
    }

    private int verdict() {
        long dead = plan.join() ? chain.failed() : printer.failed();
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
        if (progress.isDue()) {
            chain.show(progress);
        }
    }

    private static String shown(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
