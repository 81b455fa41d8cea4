package io.dishrack.engine;

import io.dishrack.Durability;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.log.LogWords;
import io.dishrack.engine.log.LogWriter;
import io.dishrack.engine.signal.Signal;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Brings a handle's steps to the device: each before its call returns, all some 50 ms later, or none, as the handle was
 * opened. Thread-safe.
 *
 * <p>The system writes pages back when it likes, in any order. What has to be on the device before something else:
 *
 * <ul>
 *   <li>an item's message, and all before it, before its put returns;
 *   <li>a result before the state word that makes it count: else there might be a DONE item whose result is gone;
 *   <li>a state word before its done returns, and by then its item's message too, whose own put may not have returned
 *       yet. The word may be there first: {@link Rebuild} takes words without a message back;
 *   <li>names of files before what was promised about their content;
 *   <li>the control file when a handle is opened, for its header; then never: all else in it is made anew from the
 *       others.
 * </ul>
 *
 * <p>After a flush that failed the handle promises nothing any more: the system may have dropped the pages, and the next
 * flush would not tell.
 */
final class Flushes implements AutoCloseable {

    private final Core core;
    private final Disk disk;
    private final Durability durability;
    private final GroupCommit items;
    private final GroupCommit results;
    private final GroupCommit states;
    private final Flusher flusher;
    /** Ledger files whose names are known to be on the device. */
    private final Set<Path> named = ConcurrentHashMap.newKeySet();
    /** Ledger files with words that this handle changed since the last background flush. */
    private final Queue<LedgerSegment> changed = new ConcurrentLinkedQueue<>();

    private volatile QueueUnusableException failure;

    Flushes(Core core) {
        this.core = core;
        disk = core.host.disk();
        durability = core.options.durability();
        items = new GroupCommit(core.itemFlushLock, signal(core.itemWords.flushSignalOffset()));
        results = new GroupCommit(core.resultFlushLock, signal(core.resultWords.flushSignalOffset()));
        states = new GroupCommit(core.stateFlushLock, signal(ControlDescriptor.LEDGER_FLUSH_SIGNAL_OFFSET));
        flusher = durability == Durability.MACHINE_50MS ? new Flusher(this::flushAll) : null;
    }

    private Signal signal(int offset) {
        return new Signal(core.control.region(), offset);
    }

    /** To be called when the handle is opened: what tells that there is a queue has to be there too. */
    void folder() {
        if (durability == Durability.PROCESS) {
            return;
        }
        disk.force(core.folder.resolve(QueueFolder.PROPERTIES));
        // For its header and boot id only, which tell the next one to open that the rest has to be made anew.
        disk.force(core.folder.resolve(ControlFile.NAME));
        disk.forceFolder(core.folder);
        disk.forceFolder(core.folder.getParent());
    }

    /** To be called after a put, when no lock is held. */
    void put(long number) {
        if (durability == Durability.MACHINE) {
            flushLog(items, core.itemWords, core.itemWriter, number);
        } else {
            flushSoon();
        }
    }

    /** To be called after a result was appended, when no lock is held, and before its state word is written. */
    void result(long number) {
        if (durability == Durability.MACHINE) {
            flushLog(results, core.resultWords, core.resultWriter, number);
        } else {
            flushSoon();
        }
    }

    /** To be called after the word of an item was changed. */
    void settled(long number) {
        if (durability == Durability.MACHINE) {
            flushItem(number);
            LedgerSegment segment = core.ledger.segment(number);
            flushStates(segment, segment.announce());
        } else {
            settledLater(number);
        }
    }

    /** The first half of {@link #settled}, for several items whose segments are then flushed at once. */
    void settledLater(long number) {
        if (durability == Durability.PROCESS) {
            return;
        }
        if (durability == Durability.MACHINE) {
            flushItem(number);
        }
        LedgerSegment segment = core.ledger.segment(number);
        if (segment.markChanged()) {
            changed.add(segment);
        }
        flushSoon();
    }

    /** The item itself, whose washer may flush later or not at all: what was done to it would be gone with it. */
    private void flushItem(long number) {
        if (core.itemWords.flushedVolatile() < number) {
            flushLog(items, core.itemWords, core.itemWriter, number);
        }
    }

    /** The second half. */
    void settleChanged() {
        if (durability == Durability.MACHINE) {
            flushChanged();
        }
    }

    private void flushSoon() {
        if (flusher != null) {
            throwIfFailed();
            flusher.note();
        }
    }

    private void flushLog(GroupCommit group, LogWords words, LogWriter writer, long number) {
        throwIfFailed();
        group.await(() -> words.flushedVolatile() >= number, () -> forceLog(group.gathering(), words, writer));
    }

    /** Flushes all that is published. Assumes the log's flush lock. Crash before the last store: flushed again. */
    private void forceLog(Gathering gathering, LogWords words, LogWriter writer) {
        long before = words.flushedVolatile();
        gathering.gather(() -> words.publishedVolatile() - before);
        long to = words.publishedVolatile();
        if (before < to) {
            long start = System.nanoTime();
            forced(() -> writer.force(before + 1, to));
            core.reached(Fault.FLUSH_LOG_FORCED);
            words.flushedVolatile(to);
            core.reached(Fault.FLUSH_LOG_NOTED);
            gathering.flushed(to - before, System.nanoTime() - start);
        }
    }

    private void flushStates(LedgerSegment segment, long ticket) {
        throwIfFailed();
        states.await(() -> segment.flushed() >= ticket, () -> forceStates(segment));
    }

    /** Assumes the ledger's flush lock. Crash before the last store: flushed again. */
    private void forceStates(LedgerSegment segment) {
        long before = segment.flushed();
        states.gathering().gather(() -> segment.announced() - before);
        long announced = segment.announced();
        long start = System.nanoTime();
        forced(() -> {
            forceFile(segment);
            if (!named.contains(segment.file())) {
                disk.forceFolder(segment.file().getParent());
                named.add(segment.file());
            }
        });
        core.reached(Fault.FLUSH_STATES_FORCED);
        segment.flushed(announced);
        core.reached(Fault.FLUSH_STATES_NOTED);
        states.gathering().flushed(announced - before, System.nanoTime() - start);
    }

    /** All in a file that was reclaimed meanwhile is finished, and on the device as far as it counts. */
    private void forceFile(LedgerSegment segment) {
        try {
            disk.force(segment.file());
        } catch (QueueUnusableException e) {
            if (!core.ledger.isReclaimed(segment.first())) {
                throw e;
            }
        }
    }

    private void forced(Runnable force) {
        try {
            force.run();
        } catch (QueueUnusableException e) {
            failure = e;
            throw e;
        }
    }

    private void throwIfFailed() {
        QueueUnusableException cause = failure;
        if (cause != null) {
            throw new QueueUnusableException(
                    "a flush failed before: queue=" + core.folder + " reason=" + cause.getMessage()
                            + "; open the queue again when the disk is sound",
                    cause);
        }
    }

    /** What the background flush does; errors wait for the next call of this handle, at the latest for its close. */
    private void flushAll() {
        if (failure != null) {
            return;
        }
        try {
            flushLog(items, core.itemWords, core.itemWriter, core.itemWords.publishedVolatile());
            flushLog(results, core.resultWords, core.resultWriter, core.resultWords.publishedVolatile());
            flushChanged();
        } catch (QueueUnusableException e) {
            failure = e;
        } catch (InternalError e) {
            failure = Mapped.lost(core.folder, e);
        }
    }

    private void flushChanged() {
        for (LedgerSegment segment = changed.poll(); segment != null; segment = changed.poll()) {
            // In this order: who changes a word after this one is cleared marks the segment again.
            segment.clearChanged();
            flushStates(segment, segment.announce());
        }
    }

    /**
     * Flushes what is left of the last 50 ms.
     *
     * @throws QueueUnusableException when that, or a flush before it, failed
     */
    @Override
    public void close() {
        if (flusher != null) {
            abandon();
            flushAll();
            throwIfFailed();
        }
    }

    /** Ends the background flush; what is left is not flushed. */
    void abandon() {
        if (flusher != null) {
            flusher.close();
        }
    }
}
