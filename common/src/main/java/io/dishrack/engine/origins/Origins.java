package io.dishrack.engine.origins;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.region.DiskErrors;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Which number each item of a source got in this queue. Thread-safe; what changes something assumes the item lock.
 *
 * <p>Steps of a put with an origin, and what is found after a death behind each: its file made (no entry); the message
 * appended (no entry: recovery finds the message, writes the entry and publishes); the entry written (the same once
 * more); published.
 */
public final class Origins {

    /** The folder's name in a queue. */
    public static final String FOLDER = "origins";

    /** For the check of the names in it. */
    public static final String NAMES = OriginFiles.NAMES;

    /** The largest digest. */
    public static final long MAX_DIGEST = Sealed.MAX;

    private static final int MOST_MAPPED = 64;

    private final Path folder;
    private final long queueId;
    private final Host host;
    private final boolean writable;
    private final Map<OriginFiles.Key, OriginFile> mapped = new ConcurrentHashMap<>();
    /** The one asked for last: most are asked for again. */
    private volatile Recent recent = new Recent(null, null);

    private final Map<Long, ForgottenFile> forgotten = new ConcurrentHashMap<>();

    /** Of the queue in a folder. */
    public Origins(Path queue, long queueId, Host host) {
        this(queue, queueId, host, true);
    }

    private Origins(Path queue, long queueId, Host host, boolean writable) {
        this.folder = queue.resolve(FOLDER);
        this.queueId = queueId;
        this.host = host;
        this.writable = writable;
    }

    /** For those who only look. */
    public static Origins toLookAt(Path queue, long queueId) {
        return new Origins(queue, queueId, Host.real(), false);
    }

    private record Recent(OriginFiles.Key key, OriginFile file) {}

    /**
     * An item of a source.
     *
     * @param sequence which one, from 1
     * @param number what it became here
     * @param digest what was given along
     */
    public record Entry(long sequence, long number, long digest) {}

    /** The number of the item made from that one, or 0. */
    public long find(long source, long sequence) {
        OriginFile file = file(OriginFiles.Key.of(source, sequence));
        return file == null ? 0 : file.number(sequence);
    }

    /** The last one of a source, or null when there is none. */
    public Entry last(long source) {
        List<OriginFiles.Key> keys = keys().filter(key -> key.source() == source)
                .sorted(Comparator.comparingLong(OriginFiles.Key::place).reversed())
                .toList();
        for (OriginFiles.Key key : keys) {
            OriginFile file = file(key);
            long sequence = file == null ? 0 : file.last();
            if (sequence != 0) {
                return new Entry(sequence, file.number(sequence), file.digest(sequence));
            }
        }
        return null;
    }

    /** Makes sure of the place for an entry, so that nothing can fail between its message and the entry. */
    public void prepare(long source, long sequence) {
        OriginFiles.Key key = OriginFiles.Key.of(source, sequence);
        OriginFile file = file(key);
        if (file != null && file.isForgotten()) {
            // Who was about to delete it died.
            delete(key);
            file = null;
        }
        if (file == null) {
            make(key);
            if (isForgotten(key)) {
                // Of what is forgotten and not there, nothing is completed from the log after a power failure.
                host.disk().force(key.in(folder));
                host.disk().forceFolder(folder);
            }
        }
    }

    /**
     * Refuses what may have been put and is not told any more.
     *
     * @throws IllegalArgumentException when it is forgotten
     */
    public void requireTold(long source, long sequence) {
        OriginFiles.Key key = OriginFiles.Key.of(source, sequence);
        OriginFile file = file(key);
        if ((file == null || file.isForgotten()) && isForgotten(key)) {
            throw new IllegalArgumentException("origin is forgotten: sequence=" + sequence
                    + "; whoever puts from this source has got further, and nothing is put twice");
        }
    }

    /** What is wrong with the entry of an item that was made from that one of a source, or null. */
    String missed(long source, long sequence, long number) {
        OriginFiles.Key key = OriginFiles.Key.of(source, sequence);
        OriginFile file = file(key);
        long found = file == null ? 0 : file.number(sequence);
        if (found == number || isForgotten(key)) {
            return null;
        }
        if (file == null) {
            return "file is missing";
        }
        return found == 0
                ? "an item's origin is not noted: number=" + number
                : "an origin is noted of another item: number=" + number + " found=" + found;
    }

    /** Whether that entry's file may be gone. */
    private boolean isForgotten(OriginFiles.Key key) {
        return key.place() < forgotten(key.source());
    }

    /** How many files of a source, from the first one, may be gone. */
    private long forgotten(long source) {
        ForgottenFile file = forgotten.get(source);
        if (file != null) {
            return file.files();
        }
        Path path = OriginFiles.forgotten(folder, source);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        if (forgotten.size() >= MOST_MAPPED) {
            forgotten.clear();
        }
        return forgotten
                .computeIfAbsent(source, s -> ForgottenFile.open(path, s, queueId, writable))
                .files();
    }

    private void raiseForgotten(long source, long files) {
        if (!Files.exists(OriginFiles.forgotten(folder, source), LinkOption.NOFOLLOW_LINKS)) {
            Region.create(OriginFiles.forgotten(folder, source), ForgottenFile.fresh(source, queueId, files));
        }
        if (forgotten(source) < files) {
            forgotten.get(source).files(files);
        }
        host.faults().reached(Fault.ORIGIN_FORGET_NOTED);
    }

    private void make(OriginFiles.Key key) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                PrivateFile.makeFolder(folder);
                // After a power failure the folder tells that there is something to be completed from the log.
                host.disk().forceFolder(folder.getParent());
                host.faults().reached(Fault.ORIGIN_FOLDER_MADE);
            }
        } catch (IOException e) {
            throw DiskErrors.unusable("can't make folder", folder, e);
        }
        deleteUnfinished();
        Region.create(key.in(folder), OriginFile.fresh(key, queueId), () -> host.faults()
                .reached(Fault.ORIGIN_FILE_WRITTEN));
        file(key);
    }

    /** Notes what an item of a source became; {@link #prepare} went before. */
    public void note(long source, Entry entry) {
        OriginFiles.Key key = OriginFiles.Key.of(source, entry.sequence());
        OriginFile file = file(key);
        if (file == null) {
            make(key);
            file = file(key);
        }
        file.note(entry.sequence(), entry.digest(), entry.number());
    }

    /** As {@link #note}, of a message that tells it: unless it is forgotten. */
    public void complete(long source, Entry entry) {
        OriginFiles.Key key = OriginFiles.Key.of(source, entry.sequence());
        if (file(key) != null || !isForgotten(key)) {
            note(source, entry);
        }
    }

    /**
     * Deletes what concerns items of a source up to that one, which will not be put again: as far as whole files hold
     * nothing else. Crash: once it is noted how much, files may be there or not; those that are tell what they told, and
     * are deleted by the next one.
     */
    public void forget(long source, long upTo) {
        long files = upTo / OriginDescriptor.ENTRIES;
        List<OriginFiles.Key> old = keys().filter(key -> key.source() == source && key.place() < files)
                .toList();
        if (old.isEmpty()) {
            return;
        }
        raiseForgotten(source, files);
        for (OriginFiles.Key key : old) {
            OriginFile file = file(key);
            if (file != null) {
                file.forget();
                delete(key);
            }
        }
    }

    private void delete(OriginFiles.Key key) {
        try {
            Files.deleteIfExists(key.in(folder));
            mapped.remove(key);
        } catch (IOException e) {
            throw DiskErrors.unusable("can't delete file", key.in(folder), e);
        }
    }

    /** Brings all of it to the device: before messages are deleted, of which nothing else tells then. */
    public void force() {
        List<OriginFiles.Key> keys = keys().toList();
        Disk disk = host.disk();
        keys.forEach(key -> force(key.in(folder), disk));
        if (!keys.isEmpty()) {
            disk.forceFolder(folder);
        }
    }

    /** What is deleted meanwhile is not needed any more. */
    private static void force(Path file, Disk disk) {
        try {
            disk.force(file);
        } catch (QueueUnusableException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                // Made anew just now, or the disk fails.
                disk.force(file);
            }
        }
    }

    /** Deletes what a maker that died has left. */
    public void deleteUnfinished() {
        if (isUsed()) {
            Region.deleteUnfinished(folder);
        }
    }

    /** Whether there is anything. */
    public boolean isUsed() {
        return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Makes every file whole again, without entries of numbers beyond the last one that is left, so that it can be
     * completed from the log. Assumes that nobody has the queue open. Crash: may be repeated.
     */
    public void mend(long last) {
        mapped.clear();
        recent = new Recent(null, null);
        forgotten.clear();
        deleteUnfinished();
        OriginFiles.forgetful(folder).forEach(this::mendForgotten);
        keys().forEach(key -> mend(key, last));
    }

    private void mendForgotten(long source) {
        try {
            forgotten(source);
        } catch (QueueUnusableException e) {
            // Then all is told that the messages tell.
            forgotten.remove(source);
            Region.replace(OriginFiles.forgotten(folder, source), ForgottenFile.fresh(source, queueId, 0));
        }
    }

    private void mend(OriginFiles.Key key, long last) {
        try {
            OriginFile.open(key.in(folder), key, queueId, true).mend(last);
        } catch (QueueUnusableException e) {
            Region.replace(key.in(folder), OriginFile.fresh(key, queueId));
        }
    }

    private Stream<OriginFiles.Key> keys() {
        return OriginFiles.list(folder).stream();
    }

    /** Null when it is not there. */
    private OriginFile file(OriginFiles.Key key) {
        Recent last = recent;
        OriginFile file = key.equals(last.key()) ? last.file() : mapped.get(key);
        if (file != null && !file.isForgotten()) {
            if (file != last.file()) {
                recent = new Recent(key, file);
            }
            return file;
        }
        // Another handle has deleted it, or is about to; there may be a new one in its place.
        mapped.remove(key);
        Path path = key.in(folder);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        if (mapped.size() >= MOST_MAPPED) {
            mapped.keySet().stream()
                    .min(Comparator.comparingLong(OriginFiles.Key::place))
                    .ifPresent(mapped::remove);
        }
        return mapped.computeIfAbsent(key, k -> OriginFile.open(path, k, queueId, writable));
    }
}
