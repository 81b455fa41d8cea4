package io.dishrack.engine.slots;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The file {@code locks} of a queue, opened once per JVM: POSIX drops all of a process's locks on a file when the
 * process closes any descriptor of it, so all handles on one queue share one channel, which is closed with the last.
 */
public final class LockFile implements AutoCloseable {

    public static final String NAME = "locks";

    private static final long CREATION_BYTE = 1 << 20;
    /** Locked for as long as a repair takes. */
    private static final long REPAIR_BYTE = CREATION_BYTE + 1;

    private static final long POLL_NANOS = 2_000_000;
    /** Whoever only looks whether somebody lives holds a byte for a moment. */
    private static final int LOOKED_AT_POLLS = 25;

    private static final Map<Path, LockFile> OPEN = new HashMap<>();

    private final Path folder;
    private final FileChannel channel;
    private final boolean writable;
    private int users;

    private LockFile(Path folder, FileChannel channel, boolean writable) {
        this.folder = folder;
        this.channel = channel;
        this.writable = writable;
    }

    /**
     * The lock file of a queue.
     *
     * @param folder the queue's real path
     * @param create whether to make the file
     */
    public static LockFile open(Path folder, boolean create) {
        synchronized (OPEN) {
            LockFile file = OPEN.get(folder);
            if (file == null) {
                file = openNew(folder, create);
                OPEN.put(folder, file);
            }
            file.users++;
            return file;
        }
    }

    private static LockFile openNew(Path folder, boolean create) {
        Path path = folder.resolve(NAME);
        try {
            if (create) {
                make(path);
            }
            try {
                return new LockFile(folder, PrivateFile.open(path, true), true);
            } catch (FileSystemException e) {
                if (Files.isReadable(path)) {
                    return new LockFile(folder, PrivateFile.open(path, false), false);
                }
                throw e;
            }
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static void make(Path path) throws IOException {
        try {
            PrivateFile.create(path).close();
        } catch (FileAlreadyExistsException e) {
            // Made by another, or before. Its locks are not ours: no descriptor of it was closed here.
        }
    }

    /** Tries to lock a slot's byte; null when its owner lives, in this or another process. */
    FileLock tryLock(int slot) {
        return tryLock(slot, !writable);
    }

    /**
     * Locks the queue for a repair, with the bytes of so many slots, so that nobody opens it; to be released with {@link
     * #release}.
     *
     * @throws QueueUnusableException when one of them has a living owner, or another repair is under way
     */
    public List<FileLock> lockAll(int slots) {
        List<FileLock> all = new ArrayList<>();
        boolean locked = false;
        try {
            FileLock repair = lockSoon(REPAIR_BYTE);
            if (repair == null) {
                throw inRepair();
            }
            all.add(repair);
            for (int slot = 0; slot < slots; slot++) {
                FileLock lock = lockSoon(slot);
                if (lock == null) {
                    throw new QueueUnusableException("queue is in use: folder=" + folder + " processes="
                            + living(slots, all.size() - 1) + "; stop them first, rack status shows which");
                }
                all.add(lock);
            }
            locked = true;
            return all;
        } finally {
            if (!locked) {
                all.forEach(LockFile::release);
            }
        }
    }

    private FileLock lockSoon(long at) {
        FileLock lock = tryLock(at, false);
        for (int polls = 0; lock == null && polls < LOOKED_AT_POLLS; polls++) {
            LockSupport.parkNanos(POLL_NANOS);
            lock = tryLock(at, false);
        }
        return lock;
    }

    /**
     * Refuses to go on while a repair is under way, by whichever process. To be asked before the other files are looked
     * at, which the repair may have in hand.
     *
     * @throws QueueUnusableException when there is one
     */
    public synchronized void requireNoRepair() {
        // One thread of this JVM at a time, and shared between processes: those who ask are not taken for a repair.
        FileLock lock = tryLock(REPAIR_BYTE, true);
        if (lock == null) {
            throw inRepair();
        }
        release(lock);
    }

    /** The same, for those who only look: a lock file that can't be used says nothing. */
    public static void requireNoRepair(Path folder) {
        LockFile file;
        try {
            file = open(folder, false);
        } catch (QueueUnusableException unusable) {
            return;
        }
        try (file) {
            file.requireNoRepair();
        }
    }

    private QueueUnusableException inRepair() {
        return new QueueUnusableException(
                "queue is being repaired: folder=" + folder + "; wait until rack repair has ended");
    }

    /** How many slots have a living owner, in this or another process; see {@link #tryLock(int)}. */
    public int living(int slots) {
        return living(slots, 0);
    }

    private int living(int slots, int first) {
        int living = 0;
        for (int slot = first; slot < slots; slot++) {
            FileLock lock = tryLock(slot);
            if (lock == null) {
                living++;
            } else {
                release(lock);
            }
        }
        return living;
    }

    /** Locks the byte that guards the making of the queue; the system drops it when its holder dies. */
    public FileLock lockCreation() {
        FileLock lock = tryLock(CREATION_BYTE, false);
        while (lock == null) {
            LockSupport.parkNanos(POLL_NANOS);
            lock = tryLock(CREATION_BYTE, false);
        }
        return lock;
    }

    /** Gives a lock back; the file stays open. */
    public static void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            throw new QueueUnusableException("can't release lock: reason=" + e.getMessage(), e);
        }
    }

    /** The channel is shared by all threads of this JVM, whose locks are kept apart here and not by the kernel. */
    private FileLock tryLock(long at, boolean shared) {
        try {
            return channel.tryLock(at, 1, shared);
        } catch (OverlappingFileLockException e) {
            return null;
        } catch (IOException e) {
            throw failed(folder.resolve(NAME), e);
        }
    }

    private static QueueUnusableException failed(Path path, IOException e) {
        return new QueueUnusableException(
                "can't use lock file: file=" + path + " reason="
                        + e.getClass().getSimpleName() + " " + e.getMessage()
                        + "; check that the queue is there and on a local file system, and its permissions",
                e);
    }

    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(folder);
            try {
                channel.close();
            } catch (IOException e) {
                throw failed(folder.resolve(NAME), e);
            }
        }
    }
}
