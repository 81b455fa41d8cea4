package io.dishrack.engine;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Gate;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.control.ReclaimedFile;
import io.dishrack.engine.control.Urgent;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.keys.KeysFile;
import io.dishrack.engine.keys.LastOfBuckets;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.LedgerContent;
import io.dishrack.engine.ledger.LedgerScan;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LargePayloads;
import io.dishrack.engine.log.LogMend;
import io.dishrack.engine.log.LogRestore;
import io.dishrack.engine.log.LogScan;
import io.dishrack.engine.log.LogWords;
import io.dishrack.engine.log.MessageHead;
import io.dishrack.engine.log.ScannedMessage;
import io.dishrack.engine.origins.Origins;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Uninterrupted;
import io.dishrack.engine.salvage.Diagnosis;
import io.dishrack.engine.slots.LockFile;
import io.dishrack.engine.slots.SlotTable;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/**
 * Makes the control file, and what is missing in the ledger, anew from the item log and the ledger: after the machine
 * was booted, when any page that was not flushed may be gone, and for a repair.
 *
 * <p>Assumes that nobody has the queue open, and keeps others out by the creation byte meanwhile. Crash: ledger files are
 * replaced one by one with what they may as well have held, the control file last and whole; before that the next one
 * to open begins again.
 */
final class Rebuild {

    private static final String REBUILT = "control.rebuilt";

    private final Path folder;
    private final ControlFile.Header header;
    private final Host host;

    Rebuild(Path folder, ControlFile.Header header, Host host) {
        this.folder = folder;
        this.header = header;
        this.host = host;
    }

    /** Opens the lock file for a folder's real path, rebuilds if the machine was booted since, and closes it. */
    static void ifBooted(Path folder, Host host) {
        if (isOfThisBoot(folder, host)) {
            return;
        }
        try (LockFile locks = LockFile.open(folder, false)) {
            FileLock creation = locks.lockCreation();
            try {
                if (!isOfThisBoot(folder, host)) {
                    ControlFile old = ControlFile.open(folder, false);
                    requireUnused(folder, new SlotTable(old.region(), locks));
                    // Whose slots are forgotten, so that no reaper looks for them.
                    LargePayloads.discardUnplaced(folder.resolve(QueueFolder.ITEMS));
                    LargePayloads.discardUnplaced(folder.resolve(QueueFolder.RESULTS));
                    new Rebuild(folder, old.header(), host)
                            .run(Kept.of(old), Rebuild::afterBoot, "the machine was booted");
                }
            } finally {
                LockFile.release(creation);
            }
        }
    }

    private static boolean isOfThisBoot(Path folder, Host host) {
        return ControlFile.open(folder, false).bootId() == host.bootId();
    }

    /** Whoever has it open is on another machine, or in a container that tells another boot id. */
    static void requireUnused(Path folder, SlotTable slots) {
        if (slots.anyOwned()) {
            throw new QueueUnusableException("queue is in use by a process of another boot of the system: queue="
                    + folder + "; a queue is for the processes of one machine, on a local file system");
        }
    }

    /**
     * What somebody has decided about the queue.
     *
     * @param shutdown the word of control
     * @param gate the word of {@link Gate}; nothing is counted
     */
    record Kept(long shutdown, long gate) {

        /** Of a control file; as of a new one where it is damaged. */
        static Kept of(ControlFile old) {
            return new Kept(
                    read(old::shutdownVolatile, ControlFile.OPEN),
                    Gate.counted(read(old.gate()::wordVolatile, Gate.OPEN)));
        }

        private static long read(LongSupplier word, long otherwise) {
            try {
                return word.getAsLong();
            } catch (QueueUnusableException damaged) {
                return otherwise;
            }
        }
    }

    /**
     * The word after a reboot: nobody works on anything or waits for it, and where nothing was written back the item is
     * as it was put. A priority may be lost with that, so that the item is taken in its turn. What is damaged otherwise
     * stays so, and is told.
     */
    private static long afterBoot(long number, long word) {
        if (word == 0) {
            return StateWord.fresh(number);
        }
        return StateWord.isWhole(word, number) ? Diagnosis.handedBack(number, word) : word;
    }

    /** Rebuilds. Assumes the creation byte. */
    void run(Kept kept, LedgerContent.Mender mender, String why) {
        run(kept, 0, mender, why);
    }

    /** As {@link #run(Kept, LedgerContent.Mender, String)}, when items up to {@code atLeast} are known to have been. */
    void run(Kept kept, long atLeast, LedgerContent.Mender mender, String why) {
        Reclaimed reclaimed = ReclaimedFile.read(folder, header.queueId());
        Path itemFolder = folder.resolve(QueueFolder.ITEMS);
        Path resultFolder = folder.resolve(QueueFolder.RESULTS);
        new LogMend(itemFolder, header.queueId(), true).mend(reclaimed.items());
        new LogMend(resultFolder, header.queueId(), false).mend(reclaimed.results());
        LogRestore items = LogRestore.of(itemFolder, reclaimed.items())
                .atLeast(Math.max(atLeast, (reclaimed.lastFile() + 1) * header.ledgerItems()));
        LogRestore results = LogRestore.of(resultFolder, reclaimed.results());
        long[] lowest = new long[StateWord.MAX_PRIORITY + 1];
        rebuildLedger(items.published(), reclaimed, noting(mender, lowest));
        completeOrigins(items.published());
        host.faults().reached(Fault.REBUILD_LEDGER_DONE);
        long keyed = rebuildKeys(items.published(), reclaimed);
        host.faults().reached(Fault.REBUILD_KEYS_DONE);
        Path rebuilt = folder.resolve(REBUILT);
        Region.replace(rebuilt, ControlFile.content(header, host.bootId()));
        ControlFile control = ControlFile.openFile(rebuilt, true);
        fill(control, items, results, kept);
        hint(control.urgent(), lowest);
        if (keyed > 0) {
            control.noteKeyed();
        }
        try {
            host.disk().force(rebuilt);
            host.faults().reached(Fault.REBUILD_CONTROL_WRITTEN);
            Files.move(rebuilt, folder.resolve(ControlFile.NAME), StandardCopyOption.ATOMIC_MOVE);
            host.faults().reached(Fault.REBUILD_CONTROL_PLACED);
            host.disk().forceFolder(folder);
        } catch (IOException e) {
            throw new QueueUnusableException(
                    "can't replace file: file=" + folder.resolve(ControlFile.NAME) + " reason=" + e.getMessage()
                            + "; check permissions and disk space",
                    e);
        }
        History.tell(
                folder,
                "rebuilt: reason=" + why + " items=" + items.published() + (keyed > 0 ? " keyed=" + keyed : ""));
    }

    /** Messages tell where they came from; where they are gone the files do, which were on the device before. */
    private void completeOrigins(long published) {
        Origins origins = new Origins(folder, header.queueId(), host);
        if (!origins.isUsed()) {
            return;
        }
        origins.mend(published);
        new LogScan(folder.resolve(QueueFolder.ITEMS), header.queueId(), true).walkAll(message -> {
            MessageHead.Origin origin = message.isReadable() ? message.head().origin() : null;
            if (origin != null && message.number() <= published) {
                origins.note(origin.source(), new Origins.Entry(origin.sequence(), message.number(), origin.check()));
            }
            return true;
        });
    }

    /** All that is not finished lies behind the frontier, and is looked for from its beginning. */
    private static void fill(ControlFile control, LogRestore items, LogRestore results, Kept kept) {
        SplittableRandom random = new SplittableRandom();
        control.scatterFences(random::nextLong);
        LogWords.items(control.region()).restore(items);
        LogWords.results(control.region()).restore(results);
        control.casFrontier(0, items.published());
        control.lowerReturned(1);
        control.lowerNextDue(0);
        control.shutdownVolatile(kept.shutdown());
        control.gate().wordVolatile(kept.gate());
    }

    /**
     * The last of each bucket, from all that is left of the log: what was reclaimed and not kept nobody waits for, so that
     * a bucket may say 0, or an earlier one, in its place. Nobody waits, since all that did are READY by now. Says
     * how many items have keys. Crash: the next one begins again.
     */
    private long rebuildKeys(long published, Reclaimed reclaimed) {
        if (!mayHaveKeys()) {
            return 0;
        }
        LastOfBuckets keys = new LastOfBuckets();
        LedgerScan ledger = new LedgerScan(
                folder.resolve(QueueFolder.LEDGER), (int) header.ledgerItems(), header.queueId(), reclaimed);
        Predicate<ScannedMessage> see = message -> {
            if (message.isReadable() && message.number() <= published) {
                keys.see(message.number(), message.head().key(), ledger.word(message.number()));
            }
            return message.number() < published;
        };
        LogScan log = new LogScan(folder.resolve(QueueFolder.ITEMS), header.queueId(), true);
        log.walkKept((file, message) -> see.test(message));
        log.walkAll(see);
        if (keys.isThere() || Files.exists(folder.resolve(KeysFile.NAME), LinkOption.NOFOLLOW_LINKS)) {
            KeysFile.replace(folder, header.queueId(), keys);
        }
        return keys.count();
    }

    /** Where neither the file nor control tells, the log does. */
    private boolean mayHaveKeys() {
        try {
            return Files.exists(folder.resolve(KeysFile.NAME), LinkOption.NOFOLLOW_LINKS)
                    || ControlFile.open(folder, false).keyedVolatile() != 0;
        } catch (QueueUnusableException damaged) {
            return true;
        }
    }

    /** Notes the first unfinished item of each priority; 0 where there is none. */
    private static LedgerContent.Mender noting(LedgerContent.Mender mender, long[] lowest) {
        return (number, word) -> {
            long mended = mender.mend(number, word);
            if (StateWord.isWhole(mended, number) && !StateWord.isFinished(mended)) {
                int priority = StateWord.priority(mended);
                lowest[priority] = lowest[priority] == 0 ? number : lowest[priority];
            }
            return mended;
        };
    }

    private static void hint(Urgent urgent, long[] lowest) {
        for (int priority = 1; priority < lowest.length; priority++) {
            if (lowest[priority] != 0) {
                urgent.use(priority);
                urgent.lower(priority, lowest[priority]);
            }
        }
    }

    private void rebuildLedger(long published, Reclaimed reclaimed, LedgerContent.Mender mender) {
        int items = (int) header.ledgerItems();
        Path ledgerFolder = folder.resolve(QueueFolder.LEDGER);
        Ledger ledger = new Ledger(ledgerFolder, items, header.queueId(), true);
        SortedSet<Long> segments = Ledger.segments(ledgerFolder);
        LongStream.range(0, (published + items - 1) / items).forEach(segments::add);
        segments.removeIf(segment -> reclaimed.run(segment) != null);
        for (long segment : segments) {
            Path file = ledger.file(segment);
            byte[] old = read(file);
            byte[] content = LedgerContent.rebuilt(old, segment, items, header.queueId(), published, mender);
            if (content != old) {
                Region.replace(file, content);
                host.disk().force(file);
                host.faults().reached(Fault.REBUILD_FILE_REPLACED);
            }
        }
        host.disk().forceFolder(ledgerFolder);
    }

    private byte[] read(Path file) {
        try {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? Uninterrupted.call(() -> LedgerContent.read(file, (int) header.ledgerItems()))
                    : new byte[0];
        } catch (IOException e) {
            throw new QueueUnusableException(
                    "can't read file: file=" + file + " reason=" + e.getMessage() + "; check its permissions", e);
        }
    }
}
