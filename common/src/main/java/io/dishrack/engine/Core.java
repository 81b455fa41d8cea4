package io.dishrack.engine;

import io.dishrack.OpenOptions;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.log.LogWords;
import io.dishrack.engine.log.LogWriter;
import io.dishrack.engine.signal.Signals;
import io.dishrack.engine.slots.LockFile;
import io.dishrack.engine.slots.Seat;
import io.dishrack.engine.slots.SharedLock;
import io.dishrack.engine.slots.Slot;
import io.dishrack.engine.slots.SlotTable;
import java.nio.file.Path;

/** What the parts of one handle share: the files, the slot, the locks. Thread-safe as its parts are. */
final class Core {

    final Path folder;
    final OpenOptions options;
    final ControlFile control;
    final Signals signals;
    final Ledger ledger;
    final LockFile lockFile;
    final SlotTable slots;
    final Seat seat;
    final LogWords itemWords;
    final LogWords resultWords;
    final LogWriter itemWriter;
    final LogWriter resultWriter;
    /** Guards the item log's end. */
    final SharedLock itemLock;
    /** Guards the result log's end. */
    final SharedLock resultLock;
    /** Guards duties that one process at a time should do; all of them may be repeated. */
    final SharedLock upkeepLock;

    Core(Path folder, OpenOptions options, LockFile lockFile) {
        this.folder = folder;
        this.options = options;
        this.lockFile = lockFile;
        control = ControlFile.open(folder, true);
        signals = Signals.of(control.region());
        ledger = new Ledger(folder.resolve(QueueFolder.LEDGER), (int) control.ledgerItems(), true);
        slots = new SlotTable(control.region(), lockFile);
        itemWords = LogWords.items(control.region());
        resultWords = LogWords.results(control.region());
        itemWriter = new LogWriter(folder.resolve(QueueFolder.ITEMS), itemWords, control.segmentBytes());
        resultWriter = new LogWriter(folder.resolve(QueueFolder.RESULTS), resultWords, control.segmentBytes());
        seat = slots.claim();
        int slot = seat.slot().index();
        itemLock = new SharedLock(control.region(), itemWords.lockOffset(), signals.locks(), slot);
        resultLock = new SharedLock(control.region(), resultWords.lockOffset(), signals.locks(), slot);
        upkeepLock = new SharedLock(control.region(), ControlDescriptor.UPKEEP_LOCK_OFFSET, signals.locks(), slot);
    }

    Slot slot() {
        return seat.slot();
    }

    LogReader itemReader() {
        return new LogReader(folder.resolve(QueueFolder.ITEMS), itemWords, true);
    }

    LogReader resultReader() {
        return new LogReader(folder.resolve(QueueFolder.RESULTS), resultWords, true);
    }
}
