package io.dishrack.testkit;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A device that remembers what was flushed: of each file the bytes, of each folder the names, as they were when a flush
 * of it began. When its power is cut it leaves behind, in another place, what a device may then hold: all that was
 * flushed, and of what was written since, some pages and some names, by chance.
 *
 * <p>It is strict: a flushed file without a flushed name is gone.
 */
public final class ShadowDisk implements Disk {

    private static final int PAGE = 4096;

    private final Path root;
    private final Predicate<Path> ignored;
    private final Map<Object, byte[]> contentByInode = new HashMap<>();
    private final Map<Path, Map<String, Object>> namesByFolder = new HashMap<>();
    private long flushesLeft = Long.MAX_VALUE;
    private Runnable cut = () -> {};
    private boolean off;

    /** A device that holds everything under {@code root}, which exists; flushes of {@code ignored} do nothing. */
    public ShadowDisk(Path root, Predicate<Path> ignored) {
        this.root = root;
        this.ignored = ignored;
        forceFolder(root);
    }

    /** Flushes all that is there. */
    public synchronized void forceAll() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (Files.isDirectory(path)) {
                    namesByFolder.put(path, names(path));
                } else {
                    contentByInode.put(inode(path), Files.readAllBytes(path));
                }
            }
        }
    }

    /** Cuts the power when the so-many-th flush from now begins; later flushes fail. */
    public synchronized void cutAfter(long flushes, Path image, SplittableRandom random) {
        flushesLeft = flushes;
        cut = () -> leaveBehind(image, random);
    }

    /** What would be left if the power were cut now. */
    public synchronized void copyNow(Path image, SplittableRandom random) {
        leaveBehind(image, random);
    }

    /** Whether the power was cut. */
    public synchronized boolean isOff() {
        return off;
    }

    @Override
    public synchronized void force(Path file) {
        count();
        if (!ignored.test(file)) {
            try {
                contentByInode.put(inode(file), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public synchronized void forceFolder(Path folder) {
        count();
        if (!ignored.test(folder)) {
            namesByFolder.put(folder, names(folder));
        }
    }

    private void count() {
        if (!off && flushesLeft-- == 0) {
            off = true;
            cut.run();
        }
        if (off) {
            throw new QueueUnusableException("power is off");
        }
    }

    private static Object inode(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    private static Map<String, Object> names(Path folder) {
        Map<String, Object> names = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                putName(path, names);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }

    private static void putName(Path path, Map<String, Object> names) throws IOException {
        try {
            names.put(path.getFileName().toString(), inode(path));
        } catch (NoSuchFileException e) {
            // Renamed or deleted since the folder was read.
        }
    }

    private void leaveBehind(Path image, SplittableRandom random) {
        try {
            leaveFolder(root, image, random);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void leaveFolder(Path folder, Path image, SplittableRandom random) throws IOException {
        Files.createDirectories(image);
        Map<String, Object> flushed = namesByFolder.getOrDefault(folder, Map.of());
        Map<String, Object> now = names(folder);
        for (Map.Entry<String, Object> name : now.entrySet()) {
            Path path = folder.resolve(name.getKey());
            boolean isFlushed = name.getValue().equals(flushed.get(name.getKey()));
            if (!isFlushed && random.nextBoolean()) {
                continue;
            }
            if (Files.isDirectory(path)) {
                leaveFolder(path, image.resolve(name.getKey()), random);
            } else {
                leaveFile(path, image.resolve(name.getKey()), name.getValue(), random);
            }
        }
        for (Map.Entry<String, Object> name : flushed.entrySet()) {
            // Deleted or replaced since, which was not flushed: the old one may still be there.
            Path gone = image.resolve(name.getKey());
            boolean isDeleted = !now.containsKey(name.getKey());
            if (isDeleted && random.nextBoolean()) {
                continue; // or it may be gone
            }
            if (!Files.exists(gone) && contentByInode.containsKey(name.getValue())) {
                Files.write(gone, contentByInode.get(name.getValue()));
            }
        }
    }

    private void leaveFile(Path path, Path image, Object inode, SplittableRandom random) throws IOException {
        try {
            Files.write(image, left(path, inode, random));
        } catch (NoSuchFileException e) {
            // Renamed or deleted since the folder was read; if its name was flushed it is left behind below.
        }
    }

    private byte[] left(Path path, Object inode, SplittableRandom random) throws IOException {
        byte[] now = Files.readAllBytes(path);
        byte[] left = contentByInode.getOrDefault(inode, new byte[0]).clone();
        if (now.length > left.length && random.nextBoolean()) {
            left = Arrays.copyOf(left, now.length);
        }
        for (int at = 0; at < left.length; at += PAGE) {
            if (random.nextInt(4) == 0) {
                int end = Math.min(Math.min(at + PAGE, left.length), now.length);
                if (end > at) {
                    System.arraycopy(now, at, left, at, end - at);
                }
            }
        }
        return left;
    }
}
