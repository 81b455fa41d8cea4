package io.dishrack.dryer.coprocess;

import io.dishrack.Delivery;
import io.dishrack.Report;
import io.dishrack.cli.RawArguments;
import io.dishrack.cli.StandardOutputException;
import io.dishrack.dryer.handler.HandlerBrokenException;
import io.dishrack.dryer.run.Control;
import io.dishrack.dryer.run.HandlerWorkload;
import io.dishrack.dryer.run.LineOutput;
import io.dishrack.dryer.run.Settler;
import io.dishrack.dryer.run.Workload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends a batch of items to a coprocess and settles them as the answers come. When it ends before all are answered, the
 * first unanswered item was the one at work and has failed; the others are handed back. When the one at work is cancelled,
 * or is about to begin and was, the coprocess is stopped, as at a time-out, and started anew for the next batch; one that
 * was sent already can't be called back in another way.
 */
public final class CoprocessWorkload implements Workload {

    private static final int MAX_DEATHS = 5;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int MAX_APPETITE = 256;
    private static final long BATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Settings settings;
    private final LineOutput stdout;
    private final Control control;
    private final Settler settler;

    private final HeadClock clock;
    private final HeadCancel cancel = new HeadCancel(this::stopRunning);
    private final List<Delivery<byte[]>> answered = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private volatile Coprocess coprocess;
    private int appetite = 1;
    private int deaths;

    /**
     * What the operator said.
     *
     * @param argv the command, in byte strings
     * @param lineEnd ends a line, both ways
     * @param timeout for an item from when it became the first unanswered one, or null
     * @param timer for the time-out; may be null without one
     */
    public record Settings(List<String> argv, byte lineEnd, Duration timeout, ScheduledExecutorService timer) {}

    /** The workload of one worker. */
    public CoprocessWorkload(Settings settings, LineOutput stdout, Control control, Settler settler) {
        this.settings = settings;
        this.stdout = stdout;
        this.control = control;
        this.settler = settler;
        this.clock = new HeadClock(settings.timeout(), settings.timer(), this::stopRunning);
    }

    /** What takes about ten milliseconds, so that items are neither held for long nor sent one by one. */
    @Override
    public int appetite() {
        return appetite;
    }

    @Override
    public void work(List<Delivery<byte[]>> batch) throws InterruptedException {
        try {
            List<Delivery<byte[]>> sendable = sendable(batch);
            if (!control.isStopping() && !sendable.isEmpty()) {
                long start = System.nanoTime();
                exchange(sendable);
                adapt(sendable.size(), System.nanoTime() - start);
            }
        } catch (StandardOutputException | HandlerBrokenException e) {
            control.fail(e);
        } catch (IOException e) {
            control.fail(new HandlerBrokenException("coprocess can't be started: reason=" + e.getMessage()));
        } finally {
            settler.releasedUnsettled(batch);
        }
        if (coprocess == null && deaths > 0) {
            control.pause(Duration.ofMillis(FIRST_PAUSE_MILLIS << deaths - 1));
        }
    }

    private List<Delivery<byte[]>> sendable(List<Delivery<byte[]>> batch) {
        List<Delivery<byte[]>> sendable = new ArrayList<>(batch.size());
        for (Delivery<byte[]> delivery : batch) {
            if (contains(delivery.item(), settings.lineEnd())) {
                boolean newline = settings.lineEnd() == '\n';
                settler.rejected(
                        delivery,
                        "item has a " + (newline ? "newline" : "NUL byte") + " and is no line for a coprocess: item="
                                + delivery.number() + "; use " + (newline ? "--null, or " : "")
                                + "a command for each item with --stdin");
            } else if (!settler.wasPassedOn(delivery) && !settler.wasCancelled(delivery)) {
                sendable.add(delivery);
            }
        }
        return sendable;
    }

    private static boolean contains(byte[] item, byte wanted) {
        for (byte b : item) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private void adapt(int items, long nanos) {
        long fitting = BATCH_NANOS / Math.max(nanos / items, 1);
        appetite = (int) Math.max(1, Math.min(Math.min(fitting, 4L * items), MAX_APPETITE));
    }

    private void exchange(List<Delivery<byte[]>> items) throws IOException, InterruptedException {
        items.get(0).runsMarked();
        Coprocess running = running();
        items.get(items.size() - 1).runsIn(running.pid()); // the last one to be settled
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Delivery<byte[]> item : items) {
            lines.writeBytes(item.item());
            lines.write(settings.lineEnd());
        }
        clock.start();
        running.send(lines.toByteArray());
        int received = receive(running, items);
        boolean late = clock.stop();
        boolean cancelled = cancel.end();
        if (received < items.size() && !control.isAborting()) {
            int exit = retire(running);
            settleHead(items.get(received), exit, late, cancelled);
        } else if (late || cancelled) {
            retire(running); // it answered all the same, and the next batch must not meet its end
        }
    }

    /** Settles items as their answers come; says how many did. */
    private int receive(Coprocess running, List<Delivery<byte[]>> items) {
        LineReader answers = running.answers();
        Answers words = Answers.of(running);
        int received = 0;
        cancel.begin(items.get(0));
        while (received < items.size()) {
            if (!answers.hasLine()) {
                settleAnswered();
            }
            byte[] line = answers.next();
            if (line == null) {
                break;
            }
            clock.next();
            deaths = 0;
            Delivery<byte[]> item = items.get(received++);
            cancel.next(item, received < items.size() ? items.get(received) : null);
            take(item, line, words);
        }
        settleAnswered();
        return received;
    }

    private void take(Delivery<byte[]> item, byte[] line, Answers words) {
        if (words.fails(line)) {
            settler.failed(item, new Report(1, Report.NONE.output(), words.messageOfFailure(line)));
        } else if (words.rejects(line)) {
            settler.rejected(item, new Report(1, Report.NONE.output(), words.messageOfRejection(line)));
        } else if (settler.keepsOutput(item)) {
            settler.done(item, Report.of(line));
        } else {
            printed.writeBytes(line);
            answered.add(item);
        }
    }

    /** What they answered goes to standard output first: killed in between, the successor prints it again. */
    private void settleAnswered() {
        if (!answered.isEmpty()) {
            stdout.write(printed.toByteArray(), printed.size());
            stdout.flush();
            printed.reset();
            settler.done(answered);
            answered.clear();
        }
    }

    private Coprocess running() throws IOException, InterruptedException {
        Coprocess running = coprocess;
        if (running != null && !running.isAlive()) {
            running.close(); // it ended while it had nothing to do, which no item is to blame for
            running = null;
        }
        if (running == null) {
            running = Coprocess.start(settings.argv(), settings.lineEnd());
            coprocess = running;
        }
        if (running.answers().hasAnything()) {
            throw new HandlerBrokenException("coprocess answers more lines than it was sent: command=" + command()
                    + "; it must write exactly one line for each line");
        }
        return running;
    }

    /** Its exit code, now that it has ended. */
    private int retire(Coprocess ended) throws InterruptedException {
        int exit = ended.exitCode();
        ended.close();
        coprocess = null;
        return exit;
    }

    /** The first one that was not answered. */
    private void settleHead(Delivery<byte[]> head, int exit, boolean late, boolean cancelled) {
        int code = exit == 0 ? 1 : exit;
        if (late) {
            String limit = settings.timeout().toMillis() + "ms";
            settler.failed(
                    head, Report.failure(HandlerWorkload.TIMED_OUT, "timed out: limit=" + limit + "; raise --timeout"));
        } else if (head.isCancelled()) {
            settler.failed(head, Report.failure(code, "cancelled while its coprocess ran"));
        } else if (!cancelled) { // else the one before it was answered after all, and this one is handed back
            deaths++;
            settler.failed(head, Report.failure(code, "coprocess ended without an answer: exit=" + exit));
            if (deaths >= MAX_DEATHS) {
                throw new HandlerBrokenException("coprocess ends again and again without an answer: command="
                        + command() + " exit=" + exit + " times=" + deaths
                        + "; try it by hand, it must answer each line with a line");
            }
        }
    }

    private String command() {
        return RawArguments.text(settings.argv().get(0));
    }

    private void stopRunning() {
        Coprocess running = coprocess;
        if (running != null) {
            running.stop();
        }
    }

    @Override
    public void abort() {
        Coprocess running = coprocess;
        if (running != null) {
            running.kill();
        }
    }

    @Override
    public void close() {
        Coprocess running = coprocess;
        if (running != null) {
            running.close();
        }
    }
}
