package io.dishrack.engine;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.OpenOptions;
import io.dishrack.Origin;
import io.dishrack.Presence;
import io.dishrack.QueueClosedException;
import io.dishrack.QueuePurge;
import io.dishrack.QueueStatus;
import io.dishrack.ResultFeed;
import io.dishrack.Steering;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.region.CutFile;
import io.dishrack.engine.slots.LockFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A handle on a queue in a folder. The waiting is here; the steps are in the classes it is made of. */
final class FolderQueue extends DerivedCalls {

    private final Core core;
    private final Census census;
    private final Settlement settlement;
    private final KeyFinder keyFinder;
    private final Offerer offerer;
    private final Taker taker;
    private final Joiner joiner;
    private final Reaper reaper;
    private final Redrive redrive;
    private final Purge purge;
    private final Records records;
    private final Losses losses;
    private final Shutdown shutdown;
    private final FolderPresence presence;
    private final Keeper keeper;
    private final Forgetting forgetting;
    private final CancelWatch cancels;
    private final FolderSteering steering;
    private final AtomicBoolean closed = new AtomicBoolean();

    private FolderQueue(Core core) {
        this.core = core;
        census = new Census(core.control, core.ledger);
        settlement = new Settlement(core, census);
        keyFinder = new KeyFinder(core);
        Putter putter = new Putter(core, census, settlement.keyOrder(), keyFinder);
        offerer = new Offerer(core, putter, closed);
        forgetting = new Forgetting(core);
        joiner = new Joiner(core, census, closed);
        String worker = ProcessHandle.current().pid() + "@" + core.options.role();
        Extensions extensions = new Extensions(core.seat);
        cancels = new CancelWatch(core.signals.cancels());
        steering = new FolderSteering(core, settlement, this::ensureOpen);
        Claims claims = new Claims(
                core,
                settlement,
                new FolderDelivery.Owner(settlement, core, extensions, new Children(core.slot()), cancels, worker));
        presence = new FolderPresence(core, extensions);
        taker = new Taker(core, claims, census, presence, closed);
        presence.onWake(taker::wakeup);
        records = new Records(core);
        losses = new Losses(core, records, worker);
        redrive = new Redrive(core, settlement.keyOrder(), losses);
        reaper = new Reaper(core, settlement, losses);
        core.cleanUp = reaper::cleanUpDead;
        core.freeLocks = reaper::freeLocks;
        Upkeep upkeep = new Upkeep(core, settlement);
        purge = new Purge(core, redrive, census, upkeep);
        shutdown = new Shutdown(core, census, upkeep);
        keeper = new Keeper(core, presence, reaper, upkeep, new LookAround(core, taker, putter, census));
    }

    static FolderQueue open(Path folder, OpenOptions options, Host host) {
        return open(folder, options, host, queue -> {
            // First signs of life: what follows may take longer than a lease on a busy machine.
            queue.keeper.start();
            // After a crash of everything, this process is the one to clean up; what fails here is told now.
            queue.keeper.probe();
        });
    }

    /** A handle that keeps nothing: for one step, which changes nothing else in the queue. */
    static FolderQueue openForOneStep(Path folder, OpenOptions options, Host host) {
        return open(folder, options, host, queue -> {});
    }

    private static FolderQueue open(Path folder, OpenOptions options, Host host, Consumer<FolderQueue> begin) {
        Path real = QueueFolder.prepare(folder, options, host);
        Ownership.require(real);
        LockFile lockFile = LockFile.open(real, false);
        Core core = null;
        FolderQueue queue = null;
        try {
            lockFile.requireNoRepair();
            Rebuild.ifBooted(real, host);
            core = new Core(real, options, lockFile, host);
            queue = new FolderQueue(core);
            core.flushes.folder();
            core.seat.register(options, core.cleanUp);
            begin.accept(queue);
            return queue;
        } catch (RuntimeException | Error e) {
            if (queue != null) {
                queue.keeper.close();
            }
            if (core != null) {
                core.abandon();
            }
            lockFile.close();
            throw e;
        }
    }

    @Override
    public long offer(byte[] item, ItemOptions options, Duration timeout) throws InterruptedException {
        try {
            return offerer.offer(item, options, new Waiting(timeout));
        } catch (InternalError e) {
            throw Mapped.lost(core.folder, e);
        }
    }

    /** A put as long as that holds when its turn has come; else {@link Putter#UNWANTED}. */
    long offerWhile(byte[] item, ItemOptions options, BooleanSupplier wanted) throws InterruptedException {
        try {
            return offerer.offer(item, options, new Waiting(Waiting.FOREVER), wanted);
        } catch (InternalError e) {
            throw Mapped.lost(core.folder, e);
        }
    }

    @Override
    public int offerAll(List<? extends byte[]> items, ItemOptions options, Duration timeout, LongConsumer numbers)
            throws InterruptedException {
        try {
            return offerer.offerAll(items, options, new Waiting(timeout), numbers);
        } catch (InternalError e) {
            throw Mapped.lost(core.folder, e);
        }
    }

    @Override
    public List<Delivery<byte[]>> pollBatch(int max, Duration timeout) throws InterruptedException {
        if (max < 1) {
            throw new IllegalArgumentException("max out of range: max=" + max + "; use 1 or more");
        }
        ensureOpen();
        try {
            return taker.poll(max, new Waiting(timeout));
        } catch (InternalError e) {
            throw Mapped.lost(core.folder, e);
        }
    }

    @Override
    public int doneAll(Collection<? extends Delivery<byte[]>> deliveries) {
        return settlement.doneAll(deliveries);
    }

    @Override
    public boolean join(Duration timeout) throws InterruptedException {
        try {
            boolean joined = joiner.join(new Waiting(timeout));
            CutFile.tell();
            return joined;
        } catch (InternalError e) {
            throw Mapped.lost(core.folder, e);
        }
    }

    @Override
    public long size() {
        ensureOpen();
        return Mapped.call(
                core.folder, () -> census.waiting() + settlement.keyOrder().waiting());
    }

    @Override
    public long find(String key) {
        ensureOpen();
        byte[] bytes = Putter.key(key);
        return Mapped.call(core.folder, () -> keyFinder.find(bytes));
    }

    @Override
    public long unfinished() {
        ensureOpen();
        return Mapped.call(
                core.folder, () -> census.allFinished() ? 0 : census.count().unfinished());
    }

    @Override
    public void shutdown() {
        ensureOpen();
        Mapped.call(core.folder, () -> {
            shutdown.begin(ControlFile.SHUTDOWN);
            return null;
        });
    }

    @Override
    public long shutdownNow() {
        ensureOpen();
        return Mapped.call(core.folder, shutdown::now);
    }

    @Override
    public boolean isShutdown() {
        ensureOpen();
        return Mapped.call(core.folder, () -> core.control.shutdownVolatile() != ControlFile.OPEN);
    }

    @Override
    public void reopen() {
        ensureOpen();
        Mapped.call(core.folder, () -> {
            shutdown.end();
            return null;
        });
    }

    @Override
    public boolean redrive(long number) {
        ensureOpen();
        return Mapped.call(core.folder, () -> redrive.one(number));
    }

    @Override
    public long redriveAll() {
        ensureOpen();
        return Mapped.call(core.folder, redrive::all);
    }

    @Override
    public QueuePurge purge(boolean dead, boolean execute) {
        ensureOpen();
        return Mapped.call(core.folder, () -> purge.run(dead, execute));
    }

    @Override
    public Steering steering() {
        return steering;
    }

    /** Records why a repair made dead letters, by number. */
    void tellRepaired(Map<Long, String> reasons) {
        Mapped.call(core.folder, () -> {
            losses.repaired(reasons);
            return null;
        });
    }

    @Override
    public long find(Origin origin) {
        ensureOpen();
        return Mapped.call(core.folder, () -> Sources.find(core, origin));
    }

    @Override
    public Origin lastOf(String source) {
        ensureOpen();
        return Mapped.call(core.folder, () -> Sources.last(core, source));
    }

    /** Items of a source up to that one are not put again. */
    void forget(String source, long upTo) {
        Mapped.call(core.folder, () -> {
            forgetting.forget(source, upTo);
            return null;
        });
    }

    @Override
    public ItemState state(long number) {
        ensureOpen();
        return Mapped.call(core.folder, () -> core.state(number));
    }

    @Override
    public QueueStatus status() {
        ensureOpen();
        return Mapped.call(core.folder, () -> Statuses.of(core.folder, core.control, census, core.slots));
    }

    @Override
    public ResultFeed results(boolean fromStart) {
        ensureOpen();
        return Mapped.call(core.folder, () -> new FolderResultFeed(core, closed, fromStart));
    }

    @Override
    public Presence presence() {
        ensureOpen();
        return presence;
    }

    @Override
    public void wakeup() {
        ensureOpen();
        taker.wakeup();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Mapped.call(core.folder, () -> {
            closeNow();
            return null;
        });
    }

    private void closeNow() {
        boolean released = false;
        try {
            core.signals.wakeAll();
            // No more claims; then nothing is held any more; then nothing is appended. What runs into this meanwhile
            // is told.
            taker.close();
            core.reached(Fault.CLOSE_TAKER_CLOSED);
            reaper.releaseOwn();
            released = true;
            core.reached(Fault.CLOSE_RELEASED);
        } finally {
            leave(released);
        }
    }

    /** Ends the threads and leaves; as one who died when what it holds could not be released. */
    private void leave(boolean released) {
        cancels.close();
        keeper.close();
        core.pulse.note(System.currentTimeMillis(), core.control);
        core.reached(Fault.CLOSE_KEEPER_STOPPED);
        boolean closed = false;
        try {
            try {
                records.finish();
                core.keys.close();
                core.flushes.close();
                core.reached(Fault.CLOSE_FLUSHED);
            } finally {
                closeWriters();
            }
            closed = released;
        } finally {
            try {
                if (closed) {
                    core.seat.leave();
                } else {
                    core.seat.abandon();
                }
                core.reached(Fault.CLOSE_LEFT);
                core.signals.items().wakeAll();
            } finally {
                core.lockFile.close();
            }
        }
    }

    private void closeWriters() {
        core.itemLock.lockUninterruptibly();
        try {
            core.itemWriter.close();
            core.reached(Fault.CLOSE_ITEM_WRITER_CLOSED);
        } finally {
            core.itemLock.unlock();
        }
        core.resultLock.lockUninterruptibly();
        try {
            core.resultWriter.close();
            core.reached(Fault.CLOSE_RESULT_WRITER_CLOSED);
        } finally {
            core.resultLock.unlock();
        }
    }

    private void ensureOpen() {
        core.throwIfClosed(closed);
    }

    /** For messages. */
    static QueueClosedException closedException(Core core) {
        return new QueueClosedException(core.folder.toString());
    }
}
