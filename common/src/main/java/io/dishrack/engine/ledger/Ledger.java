package io.dishrack.engine.ledger;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.control.ReclaimedFile;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.region.Region;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * All files of the ledger, mapped as they are needed. Thread-safe.
 *
 * <p>Memory: at most {@link #MOST_MAPPED} files stay mapped; what is beyond is unmapped by the garbage collector. Of those
 * the latest {@link #MOST_RESIDENT} stay in this process's memory, 2 MiB each.
 *
 * <p>Files that were reclaimed are gone; in their place stands a segment in which all is done. That a file is missing is
 * what makes this look for what was reclaimed.
 */
public final class Ledger {

    private static final int MOST_MAPPED = 64;
    private static final int MOST_RESIDENT = 4;
    private static final String SUFFIX = ".ledger";

    private final Path folder;
    private final int items;
    private final long queueId;
    private final boolean writable;
    private final Faults faults;
    private final ConcurrentMap<Long, LedgerSegment> mapped = new ConcurrentHashMap<>();
    /** The segment used last: takers and finishers work on one for long. A stale value only costs a look-up. */
    private LedgerSegment recent;
    /** What is known to be gone; null before it is asked for. */
    private volatile Reclaimed reclaimed;
    /** Written under the item lock. */
    private long preparedUpTo;

    /** Over the files of {@code folder}, each of {@code items} words. */
    public Ledger(Path folder, int items, long queueId, boolean writable) {
        this(folder, items, queueId, writable, Faults.NONE);
    }

    /** The same, telling of its steps. */
    public Ledger(Path folder, int items, long queueId, boolean writable, Faults faults) {
        this.faults = faults;
        this.folder = folder;
        this.items = items;
        this.queueId = queueId;
        this.writable = writable;
    }

    /** Words in a file. */
    public int items() {
        return items;
    }

    /**
     * Makes sure that the item's word has a place, before the item is published. Assumes the item lock.
     *
     * @throws QueueUnusableException when the disk is full; nothing is promised then
     */
    public void prepare(long number) {
        if (number <= preparedUpTo) {
            return;
        }
        long segment = (number - 1) / items;
        Path file = file(segment);
        // Only the first item of a file is put while there is none: missing later, it is lost, and not made anew.
        if ((number - 1) % items == 0 && !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            Region.deleteUnfinished(folder);
            LedgerSegment.create(file, segment, items, queueId, faults);
        }
        preparedUpTo = segment(number).last();
    }

    /** Notes that all up to this item are whole in the log, before they are published. Assumes the item lock. */
    public void notePut(long number) {
        segment(number).notePut(number);
    }

    /** Gives a priority to an item before it is published. May be repeated. Assumes the item lock. */
    public void prioritise(long number, int priority) {
        casWord(number, StateWord.fresh(number), StateWord.fresh(number, priority));
    }

    /** The segment of an item. */
    public LedgerSegment segment(long number) {
        LedgerSegment last = recent;
        if (last != null && number >= last.first() && number <= last.last()) {
            return last;
        }
        long segment = (number - 1) / items;
        LedgerSegment found = mapped.get(segment);
        if (found == null) {
            found = map(segment);
        }
        if (!found.isGone()) {
            recent = found;
        }
        return found;
    }

    /**
     * What is known to be gone. Whoever counts looks before and after: an error of a missing file has this look again.
     *
     * @throws QueueUnusableException when the file that tells it is damaged
     */
    public Reclaimed reclaimed() {
        Reclaimed known = reclaimed;
        return known != null ? known : look();
    }

    private Reclaimed look() {
        Reclaimed found = ReclaimedFile.read(folder.getParent(), queueId);
        reclaimed = found;
        return found;
    }

    /** As {@link #segment}, for those who count: files that are gone are one segment, from the first to the last. */
    public LedgerSegment part(long number) {
        Reclaimed.Run run = reclaimed().run((number - 1) / items);
        return run == null ? segment(number) : LedgerSegment.gone(run, items);
    }

    /**
     * Adds the totals of all files up to the one that ends with an item; false when they were not noted. Assumes
     * 'finished up to'.
     */
    public boolean addAll(long last, Tally tally) {
        LedgerSegment part = part(last);
        if (!part.isGone()) {
            return part.addAll(tally);
        }
        if (part.last() != last
                || part.first() > 1 && !segment(part.first() - 1).addAll(tally)) {
            return false;
        }
        part.count(last, tally);
        return true;
    }

    private LedgerSegment map(long segment) {
        Reclaimed.Run run = reclaimed().run(segment);
        if (run == null && !Files.exists(file(segment), LinkOption.NOFOLLOW_LINKS)) {
            run = look().run(segment);
        }
        return run == null ? mapFile(segment) : LedgerSegment.gone(run, items);
    }

    private LedgerSegment mapFile(long segment) {
        if (mapped.size() >= MOST_MAPPED) {
            mapped.keySet().stream().min(Long::compare).ifPresent(mapped::remove);
        }
        LedgerSegment passed = mapped.get(segment - MOST_RESIDENT);
        if (passed != null) {
            passed.forget();
        }
        try {
            return mapped.computeIfAbsent(segment, s -> LedgerSegment.open(file(s), s, items, queueId, writable));
        } catch (QueueUnusableException e) {
            Reclaimed.Run run = look().run(segment);
            if (run == null) {
                throw e;
            }
            return LedgerSegment.gone(run, items);
        }
    }

    /** Is shown an item's word; false ends the visit. */
    @FunctionalInterface
    public interface Visitor {
        boolean visit(LedgerSegment segment, long number, long word);
    }

    /**
     * Shows the words of a stretch in order, leaving out files that are complete.
     *
     * @return whether the visitor saw it to its end
     */
    public boolean visit(long first, long last, Visitor visitor) {
        return visit(first, last, LedgerSegment::wordVolatile, visitor);
    }

    /** The same; of an item whose word was damaged it shows 0, which is no word. */
    public boolean visitWhole(long first, long last, Visitor visitor) {
        return visit(first, last, LedgerSegment::wordIfWhole, visitor);
    }

    @FunctionalInterface
    private interface Words {
        long word(LedgerSegment segment, long number);
    }

    private boolean visit(long first, long last, Words words, Visitor visitor) {
        for (long number = first; number <= last; ) {
            LedgerSegment segment = segment(number);
            long end = Math.min(last, segment.last());
            if (!segment.isComplete()) {
                for (; number <= end; number++) {
                    if (!visitor.visit(segment, number, words.word(segment, number))) {
                        return false;
                    }
                }
            }
            number = end + 1;
        }
        return true;
    }

    /** The word of an item. */
    public long wordVolatile(long number) {
        return segment(number).wordVolatile(number);
    }

    /** One step of the item's life; false when its word is not as expected. */
    public boolean casWord(long number, long expected, long value) {
        return segment(number).casWord(number, expected, value);
    }

    /** Whether the file of an item is gone, as of now. */
    public boolean isReclaimed(long number) {
        return look().run((number - 1) / items) != null;
    }

    /** The segments that have a file. */
    public SortedSet<Long> files() {
        return segments(folder);
    }

    /** The files that are there though they are said to be gone: whoever was to delete them died. */
    public List<Path> reclaimedFiles(Reclaimed told) {
        return told.runs().isEmpty()
                ? List.of()
                : files().stream()
                        .filter(segment -> told.run(segment) != null)
                        .map(this::file)
                        .toList();
    }

    /** Brings the words of a stretch of items to the device, with the names of their files. */
    public void force(long first, long last, Disk disk) {
        for (long number = first; number <= last; ) {
            LedgerSegment segment = segment(number);
            if (!segment.isGone()) {
                force(segment, disk);
            }
            number = segment.last() + 1;
        }
        disk.forceFolder(folder);
    }

    /** One that was reclaimed since it was mapped has nothing that is to be kept. */
    private void force(LedgerSegment segment, Disk disk) {
        try {
            disk.force(segment.file());
        } catch (QueueUnusableException e) {
            if (!isReclaimed(segment.first())) {
                throw e;
            }
        }
    }

    /** The segments that have a file in a ledger's folder, in order; there may be gaps where files were lost. */
    public static SortedSet<Long> segments(Path folder) {
        SortedSet<Long> segments = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path path : files) {
                String name = path.getFileName().toString();
                if (name.matches("[0-9]{8}\\" + SUFFIX)) {
                    segments.add(Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new QueueUnusableException(
                    "can't read folder: folder=" + folder + " reason=" + e.getMessage() + "; check its permissions", e);
        }
        return segments;
    }

    /** The file of a segment. */
    public Path file(long segment) {
        return folder.resolve(String.format("%08d" + SUFFIX, segment));
    }
}
