package io.dishrack.engine.salvage;

import io.dishrack.Finding;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.keys.KeysDescriptor;
import io.dishrack.engine.keys.KeysFile;
import io.dishrack.engine.keys.WaitHint;
import io.dishrack.engine.ledger.LedgerScan;
import io.dishrack.engine.ledger.StateWord;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Checks the file of keys by itself and against the log and the ledger. That it agrees with them can be told when all
 * processes have left in good order.
 */
final class KeysCheck {

    private static final String REBUILT = "repair rebuilds it from the item log";
    private static final int MOST_WORDS = 5;

    private final Basis basis;
    private final Findings findings;
    private final LogCheck items;
    private final long put;

    KeysCheck(Basis basis, Findings findings, LogCheck items) {
        this.basis = basis;
        this.findings = findings;
        this.items = items;
        this.put = items.last();
    }

    void run(boolean clean) {
        Path path = basis.folder.resolve(KeysFile.NAME);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            if (items.keys().isThere()
                    || basis.word(ControlDescriptor.KEYED_OFFSET).orElse(0) != 0) {
                findings.damage(KeysFile.NAME, "file is missing", REBUILT);
            }
            return;
        }
        KeysFile file;
        try {
            file = KeysFile.copy(basis.folder, basis.id);
        } catch (QueueUnusableException e) {
            findings.damage(KeysFile.NAME, e.getMessage().replaceFirst("; [^;]*$", ""), REBUILT);
            return;
        }
        int[] damaged = file.damagedWords(MOST_WORDS);
        for (int offset : damaged) {
            add(offset, "word is damaged");
        }
        if (damaged.length == 0 && clean) {
            buckets(file);
            waiting(file);
        }
    }

    private void add(int offset, String fact) {
        findings.add(new Finding(KeysFile.NAME, 0, offset, fact, REBUILT, true));
    }

    /** The last of a bucket may be a message that can't be read any more, or that was reclaimed. */
    private void buckets(KeysFile file) {
        long reclaimed = basis.reclaimed.items().first();
        for (int bucket = 0; bucket < KeysDescriptor.BUCKETS; bucket++) {
            long last = file.last(bucket);
            long found = items.keys().last(bucket);
            if (last != found && (last < found || last >= reclaimed && !items.isUnreadable(last))) {
                add(
                        KeysDescriptor.bucketOffset(bucket),
                        "last of bucket " + bucket + " is " + last + " and not " + found);
                return;
            }
        }
    }

    private void waiting(KeysFile file) {
        LedgerScan others = new LedgerScan(
                basis.folder.resolve(QueueFiles.LEDGER), basis.ledger.items(), basis.id, basis.reclaimed);
        for (long number = 1; number <= put; number++) {
            long word = basis.ledger.word(number);
            if (!StateWord.isWaiting(word)) {
                continue;
            }
            long blocker = StateWord.blocker(word, number);
            long other = blocker < 1 || blocker > put ? 0 : others.word(blocker);
            if (other != 0 && StateWord.isFinished(other)) {
                add(
                        KeysDescriptor.laneOffset(blocker),
                        "number=" + number + " waits for a finished one: number=" + blocker);
                return;
            }
            if (Math.max(lowest(file.waiting()), lowest(file.lane(blocker))) > number) {
                add(KeysDescriptor.laneOffset(blocker), "an item that waits would be overlooked: number=" + number);
                return;
            }
        }
    }

    private static long lowest(WaitHint hint) {
        return WaitHint.lowest(hint.seen());
    }
}
