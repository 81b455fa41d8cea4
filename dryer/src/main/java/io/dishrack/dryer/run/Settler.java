package io.dishrack.dryer.run;

import io.dishrack.Delivery;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.cli.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Settles items and keeps count of how they ended. Thread-safe. */
public final class Settler {

    private static final int SHOWN = 200;
    private static final Report CANCELLED_BEFORE = Report.failure(1, "cancelled before its work was begun");

    private final int maxAttempts;
    private final Onward onward;
    private final Messages messages;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong dead = new AtomicLong();

    Settler(int maxAttempts, Onward onward, Messages messages) {
        this.maxAttempts = maxAttempts;
        this.onward = onward;
        this.messages = messages;
    }

    /** Whether {@link #done(Delivery, Report)} wants the item's output, rather than standard output. */
    public boolean keepsOutput(Delivery<byte[]> delivery) {
        return onward.leadsOn() || delivery.wantsResult();
    }

    /** Whether the item's output was passed on by another who did not come to say so; then it is done. */
    public boolean wasPassedOn(Delivery<byte[]> delivery) {
        if (!onward.has(delivery)) {
            return false;
        }
        settle(delivery, () -> onward.acknowledge(delivery));
        return true;
    }

    /** Whether the item's cancelling was asked for after it was taken and before it was begun; then it ends so. */
    public boolean wasCancelled(Delivery<byte[]> delivery) {
        if (!delivery.isCancelled()) {
            return false;
        }
        failed(delivery, CANCELLED_BEFORE);
        return true;
    }

    /** The item is done, and what came of it is passed on. What can't be is failed, or left to be released. */
    public void done(Delivery<byte[]> delivery, Report report) {
        settle(delivery, () -> onward.done(delivery, report));
    }

    private interface Ending {
        Outcome end() throws InterruptedException;
    }

    private void settle(Delivery<byte[]> delivery, Ending ending) {
        try {
            if (applied(delivery, ending.end())) {
                done.incrementAndGet();
            }
        } catch (IllegalArgumentException e) {
            failed(delivery, Report.failure(1, e.getMessage()));
        } catch (InterruptedException e) {
            // Only who is to let go of everything at once is interrupted here: the item goes back with the others.
            Thread.currentThread().interrupt();
        }
    }

    /** These items are done, without a report. */
    public void done(List<Delivery<byte[]>> deliveries) {
        for (Delivery<byte[]> delivery : deliveries) {
            done(delivery, Report.NONE);
        }
    }

    /**
     * This attempt failed: the item is tried again, or becomes a dead letter when this was its last; but it is cancelled
     * when that was asked for.
     */
    public void failed(Delivery<byte[]> delivery, Report report) {
        if (!applied(delivery, delivery.fail(report))) {
            return;
        }
        boolean last = delivery.attempt() >= maxAttempts;
        if (last) {
            dead.incrementAndGet();
        }
        String line = "item failed" + (last ? " for good" : "") + ": item=" + delivery.number() + " attempt="
                + delivery.attempt() + "/" + maxAttempts + " exit=" + report.exitCode() + shown(reason(report));
        messages.tell(event(last ? "item_dead" : "item_failed", line, delivery)
                .with("max_attempts", maxAttempts)
                .with("exit_code", report.exitCode())
                .with("reason", reason(report)));
    }

    /** The item becomes a dead letter at once. */
    public void rejected(Delivery<byte[]> delivery, String reason) {
        rejected(delivery, Report.failure(1, reason));
    }

    /** The item becomes a dead letter at once. */
    public void rejected(Delivery<byte[]> delivery, Report report) {
        if (applied(delivery, delivery.reject(report))) {
            dead.incrementAndGet();
            String line =
                    "item rejected: item=" + delivery.number() + " exit=" + report.exitCode() + shown(reason(report));
            messages.tell(event("item_rejected", line, delivery)
                    .with("exit_code", report.exitCode())
                    .with("reason", reason(report)));
        }
    }

    /** The item is handed back as if it had not been taken. */
    public void released(Delivery<byte[]> delivery) {
        delivery.release();
    }

    /** Hands back those that were not settled. */
    public void releasedUnsettled(List<Delivery<byte[]>> deliveries) {
        for (Delivery<byte[]> delivery : deliveries) {
            if (delivery.outcome() == null) {
                delivery.release();
            }
        }
    }

    long doneCount() {
        return done.get();
    }

    long deadCount() {
        return dead.get();
    }

    private boolean applied(Delivery<byte[]> delivery, Outcome outcome) {
        if (outcome == Outcome.LEASE_LOST) {
            String line = "item was given to another dryer meanwhile: item=" + delivery.number() + " attempt="
                    + delivery.attempt();
            messages.tell(event("item_lost", line, delivery));
        } else if (outcome == Outcome.CANCELLED) {
            String line = "item cancelled: item=" + delivery.number() + " attempt=" + delivery.attempt();
            messages.tell(event("item_cancelled", line, delivery));
        }
        return outcome == Outcome.APPLIED;
    }

    private static Event event(String name, String line, Delivery<byte[]> delivery) {
        return Event.of(name, line)
                .with("item", delivery.number())
                .with("key", delivery.key())
                .with("attempt", delivery.attempt());
    }

    private static String shown(String reason) {
        return reason == null ? "" : " reason=" + reason;
    }

    /** The first line of a stack trace, the last one of what a command said. */
    private static String reason(Report report) {
        String text = new String(report.error(), StandardCharsets.UTF_8).strip();
        if (text.isEmpty()) {
            return null;
        }
        String[] lines = text.split("\\R");
        boolean trace = lines.length > 1 && lines[1].startsWith("\tat ");
        String line = lines[trace ? 0 : lines.length - 1].strip();
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
    }
}
