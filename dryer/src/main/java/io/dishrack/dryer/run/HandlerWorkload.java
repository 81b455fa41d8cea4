package io.dishrack.dryer.run;

import io.dishrack.Delivery;
import io.dishrack.Report;
import io.dishrack.cli.StandardOutputException;
import io.dishrack.dryer.handler.HandlerBrokenException;
import io.dishrack.dryer.handler.ItemFailedException;
import io.dishrack.dryer.handler.ItemRejectedException;
import io.dishrack.dryer.handler.TaskHandler;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Gives items to a handler one by one. Whatever a handler throws, the worker lives on and the item is settled.
 *
 * <p>An item is acknowledged after its output was handed to the system: killed in between, the dryer's successor prints
 * it again, rather than nobody.
 */
public final class HandlerWorkload implements Workload {

    /** Exit code of an attempt whose time ran out; that of timeout(1). */
    public static final int TIMED_OUT = 124;

    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final TaskHandler handler;
    private final LineOutput stdout;
    private final ItemOutput out;
    private final Clock clock;
    private final Control control;
    private final Settler settler;
    private final List<Delivery<byte[]>> printed = new ArrayList<>();
    /** Set lazily: who aborts looks again. */
    private final AtomicReference<Attempt> running = new AtomicReference<>();

    /**
     * When an attempt's time is up.
     *
     * @param timeout for one attempt, or null
     * @param timer calls then; may be null without a time-out
     */
    public record Clock(Duration timeout, ScheduledExecutorService timer) {

        private Future<?> start(Attempt attempt) {
            return timeout == null ? null : timer.schedule(attempt::timeOut, timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** The workload of one worker. */
    public HandlerWorkload(TaskHandler handler, LineOutput stdout, Clock clock, Control control, Settler settler) {
        this.handler = handler;
        this.stdout = stdout;
        this.out = new ItemOutput(stdout);
        this.clock = clock;
        this.control = control;
        this.settler = settler;
    }

    @Override
    public int appetite() {
        return 1;
    }

    /** Beside the interrupt, which is enough for most. */
    @Override
    public void abort() {
        Attempt attempt = running.get();
        if (attempt != null) {
            attempt.abort();
        }
    }

    @Override
    public void close() {
        handler.close();
    }

    @Override
    public void work(List<Delivery<byte[]>> batch) {
        int next = 0;
        long gathering = System.nanoTime();
        try {
            while (next < batch.size() && !control.isStopping()) {
                Delivery<byte[]> delivery = batch.get(next++);
                attempt(delivery);
                if (batch.size() > 1 && System.nanoTime() - gathering > GATHER_NANOS) {
                    settlePrinted();
                    gathering = System.nanoTime();
                }
            }
            settlePrinted();
        } catch (StandardOutputException e) {
            printed.clear();
            control.fail(e);
        } finally {
            settler.releasedUnsettled(batch);
        }
    }

    private void settlePrinted() {
        if (!printed.isEmpty()) {
            stdout.flush();
            settler.done(printed);
            printed.clear();
        }
    }

    private void attempt(Delivery<byte[]> delivery) {
        if (settler.wasPassedOn(delivery) || settler.wasCancelled(delivery)) {
            return;
        }
        boolean keepsOutput = settler.keepsOutput(delivery);
        out.begin(keepsOutput);
        Attempt attempt = new Attempt(delivery, out, keepsOutput, control);
        running.lazySet(attempt);
        attempt.begin();
        Future<?> alarm = clock.start(attempt);
        Report report = null;
        Throwable thrown = null;
        try {
            report = handler.handle(attempt);
        } catch (Throwable e) {
            thrown = e;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        running.lazySet(null);
        Attempt.Told told = attempt.end();
        if (control.isAborting()
                || thrown instanceof HandlerBrokenException
                || thrown instanceof StandardOutputException) {
            settler.released(delivery);
            if (thrown instanceof RuntimeException e && !control.isAborting()) {
                control.fail(e);
            }
            return;
        }
        Report whole = whole(reportOf(report, thrown), told);
        if (told == Attempt.Told.CANCELLED) {
            settler.failed(delivery, whole); // which ends it as cancelled, since that was asked for
        } else {
            settle(delivery, whole, thrown);
        }
    }

    private void settle(Delivery<byte[]> delivery, Report report, Throwable thrown) {
        if (thrown instanceof ItemRejectedException e) {
            settler.rejected(delivery, e.report());
        } else if (report.exitCode() != 0) {
            settler.failed(delivery, report);
        } else if (settler.keepsOutput(delivery)) {
            settler.done(delivery, report);
        } else {
            printed.add(delivery);
        }
    }

    private static Report reportOf(Report report, Throwable thrown) {
        if (thrown instanceof ItemFailedException e) {
            return Report.failure(1, e.getMessage());
        }
        if (thrown != null) {
            return Report.failure(thrown);
        }
        return report == null ? Report.NONE : report;
    }

    /** With what was printed, and with what it was told. */
    private Report whole(Report report, Attempt.Told told) {
        byte[] printedOutput = out.end();
        byte[] output = report.output().length == 0 ? printedOutput : report.output();
        if (told == null) {
            return output == report.output() ? report : report.withOutput(output);
        }
        boolean timedOut = told == Attempt.Told.TIMED_OUT;
        String note = timedOut
                ? "timed out: limit=" + clock.timeout().toMillis() + "ms; raise --timeout"
                : "cancelled while it ran";
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        error.writeBytes(report.error());
        error.writeBytes(("\n" + note + "\n").getBytes(StandardCharsets.UTF_8));
        return new Report(timedOut ? TIMED_OUT : report.exitCode(), output, error.toByteArray());
    }
}
