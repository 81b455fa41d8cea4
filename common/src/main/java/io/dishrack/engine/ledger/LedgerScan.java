package io.dishrack.engine.ledger;

import io.dishrack.ItemState;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Sealed;
import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Reads a ledger as its files are, past what is damaged. Changes nothing; by ordinary reads, so that a file that is cut
 * meanwhile does no harm. For one thread.
 */
public final class LedgerScan {

    private final Path folder;
    private final int items;
    private final long queueId;
    private final Reclaimed reclaimed;
    private Sheet recent;

    /** Of a queue's ledger folder, whose files have so many words each. */
    public LedgerScan(Path folder, int items, long queueId, Reclaimed reclaimed) {
        this.reclaimed = reclaimed;
        this.folder = folder;
        this.items = items;
        this.queueId = queueId;
    }

    /** Words in a file. */
    public int items() {
        return items;
    }

    /** The file with the word of an item; read when another was asked for before. */
    public Sheet sheet(long number) {
        long segment = (number - 1) / items;
        if (recent == null || recent.segment != segment) {
            recent = read(segment);
        }
        return recent;
    }

    /** Whether an item's file was reclaimed. */
    public boolean isGone(long number) {
        return reclaimed.run((number - 1) / items) != null;
    }

    /** Adds the totals of a run of files that were reclaimed, when an item is the first of them. */
    public void addGone(long number, Tally tally) {
        Reclaimed.Run run = reclaimed.run((number - 1) / items);
        if (run.first() * items + 1 == number) {
            tally.addFinished(LedgerSegment.gone(run, items).gone());
        }
    }

    /** The word of an item, or 0 when it is damaged or can't be read; that it is done when its file was reclaimed. */
    public long word(long number) {
        if (isGone(number)) {
            return StateWord.done(StateWord.fresh(number), number);
        }
        Sheet sheet = sheet(number);
        long word = sheet.rawWord(number);
        return sheet.isOurs() && StateWord.isWhole(word, number) ? word : 0;
    }

    /** The state of an item, or null when its word is damaged or can't be read. */
    public ItemState state(long number) {
        long word = word(number);
        return word == 0 ? null : StateWord.state(word);
    }

    private Sheet read(long segment) {
        Path file = folder.resolve(String.format("%08d.ledger", segment));
        ByteBuffer content =
                ByteBuffer.allocate((int) LedgerDescriptor.length(items)).order(ByteOrder.LITTLE_ENDIAN);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Sheet(segment, file, content, "file is missing");
        }
        try {
            PrivateFile.requireFolder(folder);
            return new Sheet(segment, file, content, Uninterrupted.call(() -> fill(file, content)));
        } catch (IOException e) {
            return new Sheet(segment, file, content, "can't be read: " + e.getMessage());
        }
    }

    private static String fill(Path file, ByteBuffer content) throws IOException {
        content.clear();
        try (FileChannel channel = PrivateFile.open(file, false)) {
            while (content.hasRemaining() && channel.read(content) >= 0) {
                // Until it is full or the file ends: the rest stays zero.
            }
            return channel.size() == content.capacity() ? null : "length is " + channel.size();
        } finally {
            content.clear();
        }
    }

    /** A ledger file in memory. */
    public final class Sheet {

        private final long segment;
        private final Path file;
        private final ByteBuffer content;
        private final String damage;

        private Sheet(long segment, Path file, ByteBuffer content, String fault) {
            this.segment = segment;
            this.file = file;
            this.content = content;
            this.damage = fault != null ? fault : headerDamage();
        }

        private long at(int offset) {
            return content.getLong(offset);
        }

        private long check() {
            return LedgerDescriptor.check(segment, items, queueId);
        }

        private String headerDamage() {
            return at(LedgerDescriptor.VERSION_OFFSET) == LedgerDescriptor.VERSION
                            && at(LedgerDescriptor.SEGMENT_OFFSET) == segment
                            && at(LedgerDescriptor.ITEMS_OFFSET) == items
                            && at(LedgerDescriptor.QUEUE_ID_OFFSET) == queueId
                            && at(LedgerDescriptor.CHECK_OFFSET) == check()
                    ? null
                    : isOurs() ? "header is damaged" : "header is damaged or of another queue";
        }

        public Path file() {
            return file;
        }

        /** What is wrong with the file's length or header, or null. */
        public String damage() {
            return damage;
        }

        /** Whether its words are this queue's: a header that is damaged in one place still tells in another. */
        public boolean isOurs() {
            return at(LedgerDescriptor.QUEUE_ID_OFFSET) == queueId || at(LedgerDescriptor.CHECK_OFFSET) == check();
        }

        public long first() {
            return segment * items + 1;
        }

        public long last() {
            return (segment + 1) * items;
        }

        /** The word of an item as it stands there, whole or not. */
        public long rawWord(long number) {
            long word = at(LedgerDescriptor.wordOffset((int) (number - first())));
            return word == 0 ? 0 : word ^ LedgerDescriptor.mask(queueId);
        }

        /** Where it stands. */
        public long position(long number) {
            return LedgerDescriptor.wordOffset((int) (number - first()));
        }

        /** The last number put that is noted here; 0 when none is, or when the note is damaged. */
        public long put() {
            long word = at(LedgerDescriptor.PUT_OFFSET);
            if (!isOurs() || !Sealed.isWhole(word, LedgerDescriptor.PUT_OFFSET)) {
                return 0;
            }
            long put = Sealed.value(word);
            return put < first() || put > last() ? 0 : put;
        }

        /** Whether what is noted as put can't have been written by anybody. */
        public boolean isPutDamaged() {
            return at(LedgerDescriptor.PUT_OFFSET) != 0 && put() == 0;
        }

        /** Whether the totals of this file and all before it differ from those counted; not noted is no difference. */
        public boolean isAllDamaged(Tally all) {
            return at(LedgerDescriptor.ALL_DONE_OFFSET) != 0
                    && !(isSealed(LedgerDescriptor.ALL_DONE_OFFSET, all.done())
                            && isSealed(LedgerDescriptor.ALL_DEAD_OFFSET, all.dead())
                            && isSealed(LedgerDescriptor.ALL_CANCELLED_OFFSET, all.cancelled()));
        }

        private boolean isSealed(int offset, long value) {
            return at(offset) == Sealed.seal(value, offset);
        }

        /** What is wrong with the totals, given the words counted; or null. Assumes no {@link #damage}. */
        public String totalsDamage(Tally tally) {
            for (int offset : new int[] {
                LedgerDescriptor.COMPLETE_OFFSET,
                LedgerDescriptor.DONE_OFFSET,
                LedgerDescriptor.DEAD_OFFSET,
                LedgerDescriptor.CANCELLED_OFFSET
            }) {
                if (!Sealed.isWhole(at(offset), offset)) {
                    return "total is damaged: offset=" + offset;
                }
            }
            boolean complete = Sealed.value(at(LedgerDescriptor.COMPLETE_OFFSET)) == 1;
            boolean right = tally.finished() == items
                    && Sealed.value(at(LedgerDescriptor.DONE_OFFSET)) == tally.done()
                    && Sealed.value(at(LedgerDescriptor.DEAD_OFFSET)) == tally.dead()
                    && Sealed.value(at(LedgerDescriptor.CANCELLED_OFFSET)) == tally.cancelled();
            return complete && !right ? "totals differ from the words" : null;
        }
    }
}
