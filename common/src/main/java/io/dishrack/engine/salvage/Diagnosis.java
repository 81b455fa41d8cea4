package io.dishrack.engine.salvage;

import io.dishrack.Finding;
import io.dishrack.ItemState;
import io.dishrack.OpenOptions;
import io.dishrack.QueueSalvage;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Gate;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.LedgerScan;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.ScannedMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/**
 * What is left of a queue, and what each item has to become in a repair. Reads only; assumes that nobody is at work and
 * that what does not belong to the queue was set aside.
 *
 * <p>An item keeps its state where its word is whole, but for the hands that held it. Where it is not, the last result
 * recorded of the item tells its end, if it had one; else it is a dead letter: it may have been done, so it must not
 * run again unasked. An item that is not finished and whose message is lost is a dead letter too.
 */
public final class Diagnosis {

    public static final String STATE_LOST = "its state was damaged; redrive it if it may run again";
    public static final String MESSAGE_LOST = "its message was damaged and can't be read";

    private final Basis basis;
    private final Ranges lostItems;
    private final Ranges unreadable;
    private final long published;

    /** Of a folder; reads the item log. */
    public Diagnosis(Path folder, String format, int ledgerItems) {
        basis = new Basis(folder, new Basis.Defaults(format, ledgerItems));
        Losses losses = new Losses();
        long told = LogWalk.items(basis, losses).run();
        lostItems = losses.told;
        unreadable = losses.unreadable;
        long inControl = basis.word(ControlDescriptor.PUBLISHED_OFFSET).orElse(0);
        published = Math.max(Math.max(losses.lastReadable, inControl), lastUsed());
        unreadable.add(Math.max(told, losses.lastReadable) + 1, published);
        lostItems.add(Math.max(told, losses.lastReadable) + 1, published);
    }

    /** Notes for later checks what is lost for good. */
    public void acknowledge() throws IOException {
        Losses results = new Losses();
        LogWalk.results(basis, results).run();
        Acknowledged.append(basis.folder, QueueFiles.ITEMS, lostItems, published);
        Acknowledged.append(basis.folder, QueueFiles.RESULTS, results.told, results.lastReadable);
    }

    /** The last number of which the ledger says that the item was: in its word, or in the file's note. */
    private long lastUsed() {
        long used = (basis.reclaimed.lastFile() + 1) * basis.ledger.items();
        for (long segment : Ledger.segments(basis.folder.resolve(QueueFiles.LEDGER))) {
            LedgerScan.Sheet sheet = basis.ledger.sheet(segment * basis.ledger.items() + 1);
            used = Math.max(used, sheet.put());
            for (long number = sheet.first(); number <= sheet.last(); number++) {
                long word = basis.ledger.word(number);
                used = word != 0 && word != StateWord.fresh(number, StateWord.priority(word))
                        ? Math.max(used, number)
                        : used;
            }
        }
        return used;
    }

    /** What was reclaimed of a queue, as far as can be told. */
    public static Reclaimed reclaimed(Path folder, String format, int ledgerItems) {
        return new Basis(folder, new Basis.Defaults(format, ledgerItems)).reclaimed;
    }

    /** By which the files of a queue are known. */
    public static long queueId(Path folder, String format, int ledgerItems) {
        return new Basis(folder, new Basis.Defaults(format, ledgerItems)).id;
    }

    /** The last number that was ever put, as far as anything tells. */
    public long published() {
        return published;
    }

    /** What the queue was made with, from control, or else from the properties. */
    public ControlFile.Header header(OpenOptions usual, long now) {
        if (basis.control.control() != null) {
            return basis.control.control().header();
        }
        return new ControlFile.Header(
                basis.label.number("maxSize").orElse(0),
                basis.ledger.items(),
                basis.label.number("segmentBytes").orElse(usual.segmentBytes()),
                basis.id,
                basis.label.created(now),
                new ControlFile.Keeping(
                        basis.label.number("historyBytes").orElse(usual.historyBytes()),
                        basis.label.number("resultBytes").orElse(usual.resultBytes())));
    }

    /** Whether it is shut down; open when nothing tells. */
    public long shutdown() {
        return basis.word(ControlDescriptor.SHUTDOWN_OFFSET).orElse(ControlFile.OPEN);
    }

    /** What holds takers back; nothing when nothing tells. */
    public long gate() {
        return Gate.counted(basis.word(ControlDescriptor.GATE_OFFSET).orElse(Gate.OPEN));
    }

    /** Whether the item's state can't be told from the ledger. */
    public boolean isStateLost(long number) {
        return basis.ledger.word(number) == 0;
    }

    /** Whether the item can't be worked on. */
    public boolean isMessageLost(long number) {
        return unreadable.contains(number);
    }

    /** Whether it becomes a dead letter because its message is lost. */
    public boolean isDeadOfLoss(long number) {
        long word = basis.ledger.word(number);
        return word != 0 && !StateWord.isFinished(word) && isMessageLost(number);
    }

    /** The item's word after the repair, but for those with a lost state. */
    public long mended(long number) {
        long word = basis.ledger.word(number);
        ItemState state = StateWord.state(word);
        if (!state.isFinished() && isMessageLost(number)) {
            return StateWord.dead(StateWord.fresh(number), number);
        }
        return handedBack(number, word);
    }

    /** The word of an item when nobody works on anything or waits for it: cancelled where that was asked for. */
    public static long handedBack(long number, long word) {
        if (!StateWord.isTaken(word)) {
            return StateWord.isWaiting(word) ? StateWord.returned(word, number) : word;
        }
        return StateWord.isCancelling(word) ? StateWord.cancelled(word, number) : StateWord.returned(word, number);
    }

    /** The last word that a recorded result gives to each of the wanted items; 0 where it gave none that is an end. */
    public Map<Long, Long> recorded(LongPredicate wanted, ToLongFunction<byte[]> number, ToLongFunction<byte[]> word) {
        Map<Long, Long> words = new HashMap<>();
        LogWalk.results(basis, (segment, message) -> {
                    note(message, wanted, number, word, words);
                    return true;
                })
                .run();
        return words;
    }

    private static void note(
            ScannedMessage message,
            LongPredicate wanted,
            ToLongFunction<byte[]> number,
            ToLongFunction<byte[]> word,
            Map<Long, Long> words) {
        if (!message.isReadable()) {
            return;
        }
        try {
            byte[] result = message.payload();
            long item = number.applyAsLong(result);
            if (wanted.test(item)) {
                long end = word.applyAsLong(result);
                boolean isEnd = StateWord.isWhole(end, item) && StateWord.isFinished(end);
                words.put(item, isEnd ? end : 0);
            }
        } catch (QueueUnusableException e) {
            // A result that can't be read proves nothing.
        }
    }

    /** Everything that is damaged. */
    public static List<Finding> damages(Path folder, String format, int ledgerItems, QueueSalvage.Meter meter) {
        List<Finding> damages = new ArrayList<>();
        Basis basis = new Basis(folder, new Basis.Defaults(format, ledgerItems));
        basis.gauge.start(meter, basis.items, basis.results);
        new Verifier(basis, finding -> {
                    if (finding.damage()) {
                        damages.add(finding);
                    }
                })
                .run();
        return damages;
    }
}
