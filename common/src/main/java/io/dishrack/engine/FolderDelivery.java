package io.dishrack.engine;

import io.dishrack.Delivery;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.engine.ledger.StateWord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/** A delivery of the engine in files. */
final class FolderDelivery implements Delivery<byte[]> {

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
    private Children.Entry child;

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
    record Owner(Settlement settlement, Core core, Children children, String worker) {}

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
        begin();
        try {
            return end(wantsResult ? owner.settlement.done(handOut(), report) : owner.settlement.done(number, word));
        } catch (RuntimeException | Error e) {
            settled = false;
            throw e;
        }
    }

    @Override
    public Outcome fail(Report report) {
        begin();
        try {
            return end(owner.settlement.fail(handOut(), report));
        } catch (RuntimeException | Error e) {
            settled = false;
            throw e;
        }
    }

    @Override
    public Outcome reject(Report report) {
        begin();
        try {
            return end(owner.settlement.reject(handOut(), report));
        } catch (RuntimeException | Error e) {
            settled = false;
            throw e;
        }
    }

    @Override
    public Outcome release() {
        begin();
        return end(owner.settlement.release(handOut()));
    }

    @Override
    public Outcome extend(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative duration: " + duration);
        }
        // The keeper renews the lease of the whole process for as long as it runs at all.
        return !settled && owner.core.ledger.wordVolatile(number) == word ? Outcome.APPLIED : Outcome.LEASE_LOST;
    }

    @Override
    public void runsIn(ProcessHandle process) {
        child = owner.children.add(process);
    }

    @Override
    public Outcome outcome() {
        return outcome;
    }

    private Settlement.HandOut handOut() {
        return new Settlement.HandOut(number, word, owner.worker, startedMillis);
    }

    /** When what follows fails, because the disk is full for example, the delivery may be settled once more. */
    private void begin() {
        if (!SETTLED.compareAndSet(this, false, true)) {
            throw new IllegalStateException("settled before: number=" + number + " outcome=" + outcome);
        }
        if (child != null) {
            child.remove();
            child = null;
        }
    }

    private Outcome end(Outcome result) {
        outcome = result;
        return result;
    }
}
