package io.dishrack.engine.ledger;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.region.Region;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * All files of the ledger, mapped as they are needed. Thread-safe.
 *
 * <p>Memory: at most {@link #MOST_MAPPED} files stay mapped; what is beyond is unmapped by the garbage collector. Of those
 * the latest {@link #MOST_RESIDENT} stay in this process's memory, 2 MiB each.
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
        recent = found;
        return found;
    }

    private LedgerSegment map(long segment) {
        if (mapped.size() >= MOST_MAPPED) {
            mapped.keySet().stream().min(Long::compare).ifPresent(mapped::remove);
        }
        LedgerSegment passed = mapped.get(segment - MOST_RESIDENT);
        if (passed != null) {
            passed.forget();
        }
        return mapped.computeIfAbsent(segment, s -> LedgerSegment.open(file(s), s, items, queueId, writable));
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
        for (long number = first; number <= last; ) {
            LedgerSegment segment = segment(number);
            long end = Math.min(last, segment.last());
            if (!segment.isComplete()) {
                for (; number <= end; number++) {
                    if (!visitor.visit(segment, number, segment.wordVolatile(number))) {
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
