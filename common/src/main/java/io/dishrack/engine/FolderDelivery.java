package io.dishrack.engine;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Origin;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.region.CutFile;
import io.dishrack.engine.slots.Slot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.Supplier;

/** A delivery of the engine in files. */
final class FolderDelivery implements Delivery<byte[]> {

    private static final Duration MAX_EXTENSION = Duration.ofMillis(Slot.MAX_SILENCE_MILLIS);
    private static final VarHandle SETTLED;

    static {
        try {
            SETTLED = MethodHandles.lookup().findVarHandle(FolderDelivery.class, "settled", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Owner owner;
    private final long number;
    private final long word;
    private final long startedMillis;
    private final byte[] payload;
    private final String key;
    private final boolean wantsResult;
    private volatile boolean settled;
    private volatile Outcome outcome;
    private volatile boolean extended;
    private Children.Entry child;
    /** Whoever tells it finds it by a place that is written afterwards. */
    private Runnable onCancel;

    private CancelWatched.Place watchedAt;

    FolderDelivery(
            Owner owner, long number, long word, long startedMillis, byte[] payload, String key, boolean wantsResult) {
        this.owner = owner;
        this.number = number;
        this.word = word;
        this.startedMillis = startedMillis;
        this.payload = payload;
        this.key = key;
        this.wantsResult = wantsResult;
    }

    /** What deliveries of one handle share. */
    record Owner(
            Settlement settlement,
            Core core,
            Extensions extensions,
            Children children,
            CancelWatch cancels,
            String worker) {}

    @Override
    public long number() {
        return number;
    }

    @Override
    public int attempt() {
        return StateWord.attempt(word);
    }

    @Override
    public byte[] item() {
        return payload;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public boolean wantsResult() {
        return wantsResult;
    }

    @Override
    public Outcome done(Report report) {
        if (wantsResult) {
            return settle(() -> owner.settlement.done(handOut(), report));
        }
        begin();
        try {
            return end(owner.settlement.done(number, word, key != null));
        } catch (RuntimeException | Error e) {
            throw unsettled(e);
        }
    }

    /** Done without a report, and on the device only after {@link Settlement#endDoneLater}. */
    Outcome doneLater() {
        if (wantsResult) {
            return done();
        }
        begin();
        try {
            return end(owner.settlement.doneLater(number, word, key != null));
        } catch (RuntimeException | Error e) {
            throw unsettled(e);
        }
    }

    @Override
    public Outcome doneInto(JoinableQueue<byte[]> next, byte[] output, ItemOptions options, Report report)
            throws InterruptedException {
        if (!(next instanceof FolderQueue folder)) {
            throw new IllegalArgumentException(
                    "next queue is of another engine: queue=" + next + "; put and acknowledge it by hand");
        }
        begin();
        try {
            Passing passing = new Passing(folder, owner.core, owner.settlement, handOut());
            return end(passing.run(output, options, report, wantsResult));
        } catch (InterruptedException e) {
            settled = false;
            throw e;
        } catch (RuntimeException | Error e) {
            throw unsettled(e);
        }
    }

    @Override
    public Origin origin() {
        return Passing.origin(owner.core, number);
    }

    @Override
    public Outcome fail(Report report) {
        return settle(() -> owner.settlement.fail(handOut(), report));
    }

    @Override
    public Outcome reject(Report report) {
        return settle(() -> owner.settlement.reject(handOut(), report));
    }

    @Override
    public Outcome release() {
        return settle(() -> owner.settlement.release(handOut()));
    }

    @Override
    public Outcome extend(Duration duration) {
        if (duration.isNegative() || duration.compareTo(MAX_EXTENSION) > 0) {
            throw new IllegalArgumentException("extension out of range: extension=" + duration + "; use 0 to 24h");
        }
        if (isLost()) {
            // Also when the handle was closed: its slot may be another's by now.
            return Outcome.LEASE_LOST;
        }
        extended = true;
        // Settled meanwhile by another thread: that ends it, or else the check below does.
        owner.extensions.extend(this, duration);
        if (isLost()) {
            owner.extensions.end(this);
            return Outcome.LEASE_LOST;
        }
        return Outcome.APPLIED;
    }

    private boolean isLost() {
        if (settled) {
            return true;
        }
        long now = owner.core.ledger.wordVolatile(number);
        return now != word && now != StateWord.cancelling(word, number);
    }

    @Override
    public boolean isCancelled() {
        Outcome ended = outcome;
        if (ended != null) {
            return ended == Outcome.CANCELLED;
        }
        long now = owner.core.ledger.wordVolatile(number);
        return now != word && (now == StateWord.cancelling(word, number) || isCancelledBy(now));
    }

    /** Whoever thought this process dead or frozen may have ended it so. */
    private boolean isCancelledBy(long now) {
        return StateWord.cancelled(word, number) == now;
    }

    @Override
    public void onCancel(Runnable action) {
        boolean listened = onCancel != null;
        onCancel = action;
        if (listened) {
            owner.cancels.remove(this);
        }
        if (action == null) {
            return;
        }
        owner.cancels.add(this);
        if (settled) {
            owner.cancels.remove(this);
        }
    }

    CancelWatched.Place watchedAt() {
        return watchedAt;
    }

    void watchedAt(CancelWatched.Place place) {
        watchedAt = place;
    }

    /** Whether its cancelling was asked for, and it is not settled. */
    boolean isToBeTold() {
        return !settled && isCancelled();
    }

    /** Runs what was to be run then; others wait to be told, whatever that throws. */
    void tellCancelled() {
        Runnable action = onCancel;
        try {
            if (action != null) {
                action.run();
            }
        } catch (RuntimeException | Error e) {
            // As Delivery says: lost.
        }
    }

    @Override
    public void runsIn(long pid) {
        child = owner.children.add(pid);
        owner.core.reached(Fault.CHILD_NOTED);
    }

    @Override
    public void runsMarked() {
        owner.children.runMarked();
    }

    @Override
    public Outcome outcome() {
        return outcome;
    }

    private Settlement.HandOut handOut() {
        return new Settlement.HandOut(number, word, owner.worker, startedMillis);
    }

    private Outcome settle(Supplier<Outcome> way) {
        begin();
        try {
            return end(way.get());
        } catch (RuntimeException | Error e) {
            throw unsettled(e);
        }
    }

    /** What fails, because the disk is full, may be tried again. */
    private RuntimeException unsettled(Throwable thrown) {
        settled = false;
        if (thrown instanceof InternalError lost) {
            return Mapped.lost(owner.core.folder, lost);
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }

    /** One at a time. */
    private void begin() {
        if (!SETTLED.compareAndSet(this, false, true)) {
            throw new IllegalStateException("settled before: number=" + number + " outcome=" + outcome);
        }
    }

    private Outcome end(Outcome result) {
        // Not before it is sure that no word of it was in a file that is cut.
        CutFile.tellSoon(number);
        outcome = result;
        if (child != null) {
            child.remove();
        }
        if (extended) {
            owner.extensions.end(this);
        }
        if (onCancel != null) {
            owner.cancels.remove(this);
        }
        return result;
    }
}
