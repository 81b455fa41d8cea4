package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.OpenOptions;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Gate;
import io.dishrack.engine.control.Pulse;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.log.LogWords;
import io.dishrack.engine.log.LogWriter;
import io.dishrack.engine.log.MessageHead;
import io.dishrack.engine.origins.Origins;
import io.dishrack.engine.signal.Searcher;
import io.dishrack.engine.signal.Signal;
import io.dishrack.engine.signal.Signals;
import io.dishrack.engine.slots.LockFile;
import io.dishrack.engine.slots.Seat;
import io.dishrack.engine.slots.SharedLock;
import io.dishrack.engine.slots.Slot;
import io.dishrack.engine.slots.SlotTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** What the parts of one handle share: the files, the slot, the locks. Thread-safe as its parts are. */
final class Core {

    final Path folder;
    final OpenOptions options;
    final Host host;
    private final Faults faults;
    final ControlFile control;
    final Signals signals;
    final Searcher searcher;
    final Ledger ledger;
    final LockFile lockFile;
    final SlotTable slots;
    /** What was put from where; written under the item lock. */
    final Origins origins;

    final Pulse pulse;
    final Seat seat;
    final LogWords itemWords;
    final LogWords resultWords;
    final LogWriter itemWriter;
    final LogWriter resultWriter;
    /** Guards the item log's end. */
    final SharedLock itemLock;
    /** Guards the result log's end. */
    final SharedLock resultLock;
    /** Held by whoever flushes the item log, the result log, the ledger. */
    final SharedLock itemFlushLock;

    final SharedLock resultFlushLock;
    final SharedLock stateFlushLock;
    /** Guards what holds takers back, and what is handed out under a limit. */
    final SharedLock permitsLock;
    /** Guards duties that one process at a time should do; all of them may be repeated. */
    final SharedLock upkeepLock;
    /** Guards the deletion of what is finished. */
    final SharedLock reclaimLock;

    final Keys keys;
    final Flushes flushes;
    /** Cleans up after a dead process; set once the reaper is there, before anybody waits for a lock. */
    Consumer<Slot> cleanUp = slot -> {};
    /** Its first step, likewise. */
    Consumer<Slot> freeLocks = slot -> {};
    /** Why the keeper can't do its duties, or null: without them a wait might never end. */
    volatile Throwable trouble;

    Core(Path folder, OpenOptions options, LockFile lockFile, Host host) {
        this.host = host;
        faults = host.faults();
        this.folder = folder;
        this.options = options;
        this.lockFile = lockFile;
        Object mapped = keyOfControl();
        control = ControlFile.open(folder, true);
        reached(Fault.CONTROL_MAPPED);
        pulse = new Pulse(control);
        signals = Signals.of(control.region());
        searcher = new Searcher(control.region());
        ledger = new Ledger(
                folder.resolve(QueueFolder.LEDGER),
                (int) control.ledgerItems(),
                control.queueId(),
                true,
                host.faults());
        origins = new Origins(folder, control.queueId(), host);
        slots = new SlotTable(control.region(), lockFile, host.faults());
        itemWords = LogWords.items(control.region());
        resultWords = LogWords.results(control.region());
        Reclaimer.requireTold(folder, control, itemWords, resultWords);
        seat = slots.claim();
        requireControl(mapped);
        reached(Fault.SLOT_CLAIMED);
        int slot = seat.slot().index();
        itemWriter = logWriter(QueueFolder.ITEMS, itemWords, slot);
        resultWriter = logWriter(QueueFolder.RESULTS, resultWords, slot);
        itemLock = sharedLock(itemWords.lockOffset(), signal(itemWords.lockSignalOffset()));
        resultLock = sharedLock(resultWords.lockOffset(), signal(resultWords.lockSignalOffset()));
        itemFlushLock = sharedLock(itemWords.flushLockOffset(), signals.locks());
        resultFlushLock = sharedLock(resultWords.flushLockOffset(), signals.locks());
        stateFlushLock = sharedLock(ControlDescriptor.LEDGER_FLUSH_LOCK_OFFSET, signals.locks());
        upkeepLock = sharedLock(ControlDescriptor.UPKEEP_LOCK_OFFSET, signals.locks());
        keys = new Keys(this);
        permitsLock = sharedLock(ControlDescriptor.PERMITS_LOCK_OFFSET, signals.locks());
        reclaimLock = sharedLock(ControlDescriptor.RECLAIM_LOCK_OFFSET, signals.locks());
        flushes = new Flushes(this);
    }

    private Object keyOfControl() {
        try {
            return Files.readAttributes(
                            folder.resolve(ControlFile.NAME), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException e) {
            return null; // mapping it tells why
        }
    }

    /** With a seat taken, nobody puts another control file in the place of this one; somebody may have just before. */
    private void requireControl(Object mapped) {
        if (!Objects.equals(mapped, keyOfControl())) {
            seat.abandon();
            throw new QueueUnusableException("queue was repaired just now: folder=" + folder + "; open it again");
        }
    }

    private LogWriter logWriter(String name, LogWords words, int slot) {
        return new LogWriter(folder.resolve(name), words, slot, host);
    }

    private SharedLock sharedLock(int offset, Signal signal) {
        return new SharedLock(control.region(), offset, signal, slot().index(), this::freeLocks);
    }

    private Signal signal(int offset) {
        return new Signal(control.region(), offset);
    }

    /** The locks whose dead holder leaves nothing to be put in order. */
    List<SharedLock> plainLocks() {
        return List.of(upkeepLock, reclaimLock, permitsLock, itemFlushLock, resultFlushLock, stateFlushLock);
    }

    /** Told after each step that a kill may interrupt; see {@link Fault} for what a reader finds then. */
    void reached(Fault fault) {
        faults.reached(fault);
    }

    /**
     * Makes sure that somebody looks at what was published. One taker is enough: it wakes the next if it leaves
     * something; all at once would mostly find nothing. Nobody while the queue is paused.
     */
    void wakeTaker() {
        if (signals.items().hasSleepers()
                && !searcher.isSearching()
                && !Gate.isPaused(control.gate().wordVolatile())) {
            signals.items().wake(1);
        }
    }

    /** Makes sure that takers find an item which is READY, and that it is looked for before lower priorities. */
    void hintReady(long number, long word) {
        if (keys.isThere() && keys.file().ready().add(number)) {
            return;
        }
        control.urgent().lower(StateWord.priority(word), number);
        control.lowerReturned(number);
    }

    /**
     * Lets all up to a number count as offered, since its word is to change: what lies beyond the frontier is READY.
     * Crash before the hint is lowered: the reaper lowers it, as after a taker that died before it claimed.
     */
    void offerUpTo(long number) {
        for (long frontier = control.frontierVolatile(); frontier < number; frontier = control.frontierVolatile()) {
            if (control.casFrontier(frontier, number)) {
                reached(Fault.OFFER_FRONTIER_MOVED);
                control.lowerReturned(frontier + 1);
            }
        }
    }

    /** Where an item is, or null when there is none of that number. */
    ItemState state(long number) {
        return number < 1 || number > control.publishedVolatile() ? null : StateWord.state(ledger.wordVolatile(number));
    }

    /** What a closed handle says. */
    void throwIfClosed(AtomicBoolean closed) {
        if (closed.get()) {
            throw new IllegalStateException("handle is closed: queue=" + folder);
        }
    }

    /** To be called by whoever waits. */
    void throwIfInTrouble() {
        Throwable cause = trouble;
        if (cause != null) {
            throw new QueueUnusableException(
                    "queue can't be kept in order: queue=" + folder + " reason=" + cause.getMessage()
                            + "; look at its files and the disk",
                    cause);
        }
    }

    /** Frees the locks of a slot's owner if it died. */
    private void freeLocks(int index) {
        if (index >= 0
                && index < ControlDescriptor.SLOTS
                && index != seat.slot().index()) {
            slots.ifDead(slots.slot(index), freeLocks);
        }
    }

    /** Cleans up after the owner of a slot if it died. */
    boolean reap(int index) {
        return index >= 0
                && index < ControlDescriptor.SLOTS
                && index != seat.slot().index()
                && slots.reap(slots.slot(index), cleanUp);
    }

    /** Shows every word up to the frontier that is not known to be finished. */
    void visitUnfinished(Ledger.Visitor visitor) {
        ledger.visit(control.finishedUpToVolatile() + 1, control.frontierVolatile(), visitor);
    }

    /** Leaves as one who died, with nothing begun any more: whatever stands in the slot is cleaned up after. */
    void abandon() {
        flushes.abandon();
        itemWriter.close();
        resultWriter.close();
        seat.abandon();
    }

    Slot slot() {
        return seat.slot();
    }

    /** What a putter notes of a message that it has appended: here of one who died before or after it did so. */
    void noteRecovered(long number, MessageHead head) {
        keys.recovered(number, head);
        noteOrigin(number, head);
        prioritise(number, head.priority());
    }

    /** Crash before: who recovers the log does it. Of the word of an item that is not published yet. */
    void prioritise(long number, int priority) {
        if (priority > 0) {
            control.urgent().use(priority);
            ledger.prioritise(number, priority);
            reached(Fault.PUT_PRIORITY_SET);
        }
    }

    /** Notes where a message came from, if that is known. Assumes the item lock, or stands in for its dead holder. */
    void noteOrigin(long number, MessageHead head) {
        MessageHead.Origin origin = head.origin();
        if (origin != null) {
            origins.note(origin.source(), new Origins.Entry(origin.sequence(), number, origin.check()));
            reached(Fault.ORIGIN_NOTED);
        }
    }

    LogReader itemReader() {
        return LogReader.guarded(folder.resolve(QueueFolder.ITEMS), itemWords);
    }

    LogReader resultReader() {
        return LogReader.guarded(folder.resolve(QueueFolder.RESULTS), resultWords);
    }
}
