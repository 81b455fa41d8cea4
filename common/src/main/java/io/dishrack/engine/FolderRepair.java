package io.dishrack.engine;

import io.dishrack.Finding;
import io.dishrack.ItemState;
import io.dishrack.OpenOptions;
import io.dishrack.QueueRepair;
import io.dishrack.QueueSalvage;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.control.ReclaimedFile;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogMend;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.salvage.Diagnosis;
import io.dishrack.engine.salvage.QueueFiles;
import io.dishrack.engine.salvage.Strays;
import io.dishrack.engine.slots.LockFile;
import io.dishrack.engine.slots.Slot;
import io.dishrack.engine.slots.SlotTable;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Mends a queue's files.
 *
 * <p>With every slot's byte locked, so that nobody has the queue open: what is damaged is copied to the quarantine, what
 * does not belong there is moved to it; then the logs' headers and indexes, the ledger and the control file are made
 * anew from the messages and the state words that are whole. Messages are not changed, but for those that damage has moved
 * to where a header or an index belongs: they are left in the quarantine's copy only. Crash: up to the rebuild of the
 * ledger nothing but copies and moves were made, and a new repair goes on; from there on as {@link Rebuild}. The reasons
 * of new dead letters are recorded at the end, through a handle as any other: before that, they are found in the
 * quarantine's report only.
 */
final class FolderRepair {

    private static final String ROLE = "rack";

    private final Path folder;
    private final Host host;
    private final QueueSalvage.Meter meter;
    private final Map<Long, String> dead = new TreeMap<>();

    FolderRepair(Path folder, Host host, QueueSalvage.Meter meter) {
        this.folder = folder;
        this.host = host;
        this.meter = meter;
    }

    QueueRepair run(boolean execute, Consumer<Finding> visitor) {
        List<Finding> damages = damages();
        damages.forEach(visitor);
        if (damages.isEmpty() || !execute) {
            return new QueueRepair(damages.size(), 0, 0, null);
        }
        try {
            Path quarantine = alone(() -> mend(damages));
            recordReasons();
            return new QueueRepair(damages.size(), dead.size(), damages().size(), quarantine);
        } catch (IOException e) {
            throw new QueueUnusableException(
                    "can't repair: folder=" + folder + " reason=" + e + "; check its permissions and disk space", e);
        }
    }

    private List<Finding> damages() {
        return Diagnosis.damages(folder, QueueFolder.FORMAT, QueueFolder.LEDGER_ITEMS, meter);
    }

    @FunctionalInterface
    private interface Work {
        Path run() throws IOException;
    }

    /** Runs it while nobody has the queue open. */
    private Path alone(Work work) throws IOException {
        Path locks = folder.resolve(LockFile.NAME);
        if (Files.exists(locks, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(locks, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.isSymbolicLink(locks)) {
                Files.delete(locks);
            } else {
                Quarantine.open(folder, Instant.now()).move(locks);
            }
        }
        try (LockFile file = LockFile.open(folder, true)) {
            List<FileLock> all = file.lockAll(ControlDescriptor.SLOTS);
            try {
                return work.run();
            } finally {
                all.forEach(LockFile::release);
            }
        }
    }

    private Path mend(List<Finding> damages) throws IOException {
        Quarantine quarantine = Quarantine.open(folder, Instant.now());
        quarantine.report(damages.stream().map(Finding::text).toList());
        quarantine.copy(folder.resolve(ControlFile.NAME));
        for (String file : damages.stream().map(Finding::file).distinct().toList()) {
            quarantine.copy(folder.resolve(file));
        }
        for (Path stray : Strays.of(folder, QueueFolder.FORMAT, QueueFolder.LEDGER_ITEMS)) {
            quarantine.move(stray);
        }
        for (String part : List.of(QueueFiles.ITEMS, QueueFiles.LEDGER, QueueFiles.RESULTS)) {
            PrivateFile.makeFolder(folder.resolve(part));
        }
        // Headers and indexes first: what is written there is not taken for a message afterwards.
        long queueId = Diagnosis.queueId(folder, QueueFolder.FORMAT, QueueFolder.LEDGER_ITEMS);
        Reclaimed reclaimed = Diagnosis.reclaimed(folder, QueueFolder.FORMAT, QueueFolder.LEDGER_ITEMS);
        ReclaimedFile.replace(folder, queueId, reclaimed);
        new LogMend(folder.resolve(QueueFiles.ITEMS), queueId, true).mend(reclaimed.items());
        new LogMend(folder.resolve(QueueFiles.RESULTS), queueId, false).mend(reclaimed.results());
        rebuild(new Diagnosis(folder, QueueFolder.FORMAT, QueueFolder.LEDGER_ITEMS));
        return quarantine.folder();
    }

    private void rebuild(Diagnosis diagnosis) throws IOException {
        killOrphans();
        ControlFile.Header header =
                diagnosis.header(OpenOptions.DEFAULTS, Instant.now().toEpochMilli());
        QueueFolder.writeProperties(folder, header, host);
        Map<Long, Long> recorded = diagnosis.recorded(
                diagnosis::isStateLost,
                result -> ResultCodec.decode(result).result().number(),
                result -> ResultCodec.decode(result).finalWord());
        diagnosis.acknowledge();
        new Rebuild(folder, header, host)
                .run(
                        new Rebuild.Kept(diagnosis.shutdown(), diagnosis.gate()),
                        diagnosis.published(),
                        (number, word) -> mended(diagnosis, recorded, number),
                        "repair");
    }

    private long mended(Diagnosis diagnosis, Map<Long, Long> recorded, long number) {
        if (!diagnosis.isStateLost(number)) {
            long word = diagnosis.mended(number);
            if (StateWord.state(word) == ItemState.DEAD && diagnosis.isDeadOfLoss(number)) {
                dead.put(number, Diagnosis.MESSAGE_LOST);
            }
            return word;
        }
        long end = recorded.getOrDefault(number, 0L);
        if (end != 0) {
            return end;
        }
        dead.put(number, diagnosis.isMessageLost(number) ? Diagnosis.MESSAGE_LOST : Diagnosis.STATE_LOST);
        return StateWord.dead(StateWord.fresh(number), number);
    }

    /** What killed dryers have left running would run on beside its successor. */
    private void killOrphans() {
        try {
            ControlFile control = ControlFile.open(folder, true);
            if (control.bootId() == host.bootId()) {
                SlotTable slots = new SlotTable(control.region(), null);
                for (int index = 0; index < ControlDescriptor.SLOTS; index++) {
                    killOrphans(slots.slot(index));
                }
            }
        } catch (QueueUnusableException e) {
            // Nothing tells of them any more.
        }
    }

    private static void killOrphans(Slot slot) {
        try {
            if (slot.isInUse()) {
                slot.verify();
                Children.killOrphans(slot);
            }
        } catch (QueueUnusableException e) {
            // Damaged: whom it would name may be anybody. The others are seen to.
        }
    }

    /** Why items are dead letters now, for rack show and readers of results. */
    private void recordReasons() {
        if (!dead.isEmpty()) {
            OpenOptions options = OpenOptions.DEFAULTS.withCreate(false).withRole(ROLE);
            try (FolderQueue queue = FolderQueue.openForOneStep(folder, options, host)) {
                queue.tellRepaired(dead);
            }
        }
    }
}
