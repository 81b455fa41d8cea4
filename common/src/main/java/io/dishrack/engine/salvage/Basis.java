package io.dishrack.engine.salvage;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlScan;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.control.ReclaimedFile;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.LedgerScan;
import io.dishrack.engine.log.LogScan;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.slots.LockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What is known of a queue before its logs are read: who has it open, what it is, how far it got. */
final class Basis {

    final Path folder;
    final Label label;
    final ControlScan control;
    final LogScan items;
    final LogScan results;
    final LedgerScan ledger;
    /** How far the logs were read. */
    final Gauge gauge = new Gauge();
    /** Whether {@link #id} is known. */
    final boolean knowsQueue;

    /** By which its files are known. */
    final long id;
    /** What was reclaimed, as it is told or else concluded. */
    final Reclaimed reclaimed;
    /** Why it had to be concluded, or null. */
    final String reclaimedFact;

    /** Living processes that have it open; -1 when that can't be told. */
    final int processes;

    /** Why it can't be told, or null. */
    final String locksFact;

    Basis(Path path, Defaults defaults) {
        folder = real(path);
        int living = -1;
        String fact = null;
        try {
            living = living(folder);
        } catch (IOException | QueueUnusableException e) {
            fact = e.getMessage();
        }
        processes = living;
        locksFact = fact;
        label = Label.of(folder, defaults.format());
        // Before the logs: all that is published now is seen there.
        ControlScan found = ControlScan.of(folder);
        Identity identity = Identity.of(found.control(), label, folder.resolve(QueueFiles.ITEMS));
        knowsQueue = identity.isKnown();
        id = identity.id();
        boolean foreign =
                found.control() != null && knowsQueue && found.control().queueId() != id;
        control = foreign ? found.unusable("control is of another queue") : found;
        int ledgerItems = control.control() != null ? (int) control.control().ledgerItems() : defaults.ledgerItems();
        items = log(QueueFiles.ITEMS, true);
        results = log(QueueFiles.RESULTS, false);
        Reclaimed told = Reclaimed.NONE;
        String why;
        try {
            told = ReclaimedFile.read(folder, id);
            why = Remains.fact(control, told);
        } catch (QueueUnusableException e) {
            why = e.getMessage().replaceFirst("; [^;]*$", "");
        }
        reclaimedFact = why;
        reclaimed = why == null ? told : conclude(ledgerItems);
        ledger = new LedgerScan(folder.resolve(QueueFiles.LEDGER), ledgerItems, id, reclaimed);
    }

    private Reclaimed conclude(int ledgerItems) {
        try {
            return new Remains(control, items.segments(), results.segments())
                    .conclude(Ledger.segments(folder.resolve(QueueFiles.LEDGER)), ledgerItems);
        } catch (QueueUnusableException e) {
            return Reclaimed.NONE; // a folder can't be read, which is told with its content
        }
    }

    private LogScan log(String name, boolean isItems) {
        Path log = folder.resolve(name);
        return knowsQueue ? new LogScan(log, id, isItems) : new LogScan(log);
    }

    /** What queues are made with. */
    record Defaults(String format, int ledgerItems) {}

    private static Path real(Path path) {
        if (!Files.isDirectory(path)) {
            throw new QueueUnusableException((Files.exists(path) ? "not a folder" : "queue is missing") + ": folder="
                    + path + "; check the path");
        }
        try {
            Path real = path.toRealPath();
            if (QueueFiles.ALL.stream().noneMatch(name -> Files.exists(real.resolve(name)))) {
                throw new QueueUnusableException("not a queue: folder=" + path + "; check the path");
            }
            return real;
        } catch (IOException e) {
            throw new QueueUnusableException(
                    "can't use queue folder: folder=" + path + " reason=" + e.getMessage() + "; check its permissions",
                    e);
        }
    }

    private static int living(Path folder) throws IOException {
        PrivateFile.requireOrdinary(folder.resolve(LockFile.NAME));
        try (LockFile locks = LockFile.open(folder, false)) {
            return locks.living(ControlDescriptor.SLOTS);
        }
    }

    /** A word of control, or empty when it can't be had. */
    OptionalLong word(int offset) {
        return control.value(offset);
    }

    /** Whether nobody is at work, so that everything must agree. */
    boolean isQuiet() {
        return processes == 0;
    }

    String name(Path file) {
        return QueueFiles.name(folder, file);
    }
}
