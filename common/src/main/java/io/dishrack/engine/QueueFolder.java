package io.dishrack.engine;

import io.dishrack.OpenOptions;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Uninterrupted;
import io.dishrack.engine.salvage.QueueFiles;
import io.dishrack.engine.slots.LockFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The folder of a queue: what is where, and how it is made.
 *
 * <pre>
 *   queue.properties   what it is, for people and for the first look; written last when the queue is made
 *   control            shared words
 *   locks              a byte per process
 *   items/             the item log; items/large/ has payloads beyond 64 KiB
 *   ledger/            the state words
 *   results/           the result log
 *   reclaimed          what was deleted of them
 *   history.log        a line for each time that something was made anew
 *   quarantine/        what repairs replaced
 * </pre>
 */
final class QueueFolder {

    static final String PROPERTIES = QueueFiles.PROPERTIES;
    static final String ITEMS = QueueFiles.ITEMS;
    static final String LEDGER = QueueFiles.LEDGER;
    static final String RESULTS = QueueFiles.RESULTS;

    /** Words in a ledger file: 2 MiB. */
    static final int LEDGER_ITEMS = 1 << 18;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    static final String FORMAT = "2";

    private static final int MOST_PROPERTIES = 1 << 16;

    private QueueFolder() {}

    /** The real path of a queue, which is made when it is missing and {@code options} allow. */
    static Path prepare(Path folder, OpenOptions options, Host host) {
        try {
            if (Files.exists(folder.resolve(PROPERTIES))) {
                check(folder);
                return folder.toRealPath();
            }
            if (!options.create() || isClosedToUs(folder)) {
                throw missing(folder);
            }
            return create(folder, options, host);
        } catch (IOException e) {
            throw new QueueUnusableException(
                    "can't use queue folder: folder=" + folder + " reason="
                            + e.getClass().getSimpleName() + " " + e.getMessage()
                            + "; check the path and its permissions",
                    e);
        }
    }

    /** The real path of an existing queue. */
    static Path existing(Path folder) {
        return prepare(folder, OpenOptions.DEFAULTS.withCreate(false), Host.real());
    }

    private static QueueUnusableException missing(Path folder) {
        if (isClosedToUs(folder)) {
            return new QueueUnusableException("no permission: folder=" + folder + " owner=" + Ownership.ownerOf(folder)
                    + "; a queue is private to its owner, become that user");
        }
        String fact = Files.isDirectory(folder) ? "not a queue (no " + PROPERTIES + ")" : "queue is missing";
        return new QueueUnusableException(fact + ": folder=" + folder + "; check the path, or let a washer make it");
    }

    private static boolean isClosedToUs(Path folder) {
        return Files.isDirectory(folder) && !Files.isExecutable(folder);
    }

    private static void check(Path folder) throws IOException {
        for (String part : new String[] {ITEMS, LEDGER, RESULTS}) {
            PrivateFile.requireFolder(folder.resolve(part));
        }
        Properties properties = new Properties();
        Path file = folder.resolve(PROPERTIES);
        try (InputStream in = Channels.newInputStream(Uninterrupted.call(() -> PrivateFile.open(file, false)))) {
            properties.load(new ByteArrayInputStream(in.readNBytes(MOST_PROPERTIES)));
        } catch (IllegalArgumentException e) {
            throw new QueueUnusableException("damaged file: file=" + folder.resolve(PROPERTIES) + " reason="
                    + e.getMessage() + "; see rack verify and rack repair");
        }
        String format = properties.getProperty("dishrack.format");
        if (format == null) {
            throw new QueueUnusableException(
                    "not a queue: no dishrack.format in file=" + folder.resolve(PROPERTIES) + "; check the path");
        }
        if (!format.equals(FORMAT)) {
            throw new QueueUnusableException("unsupported queue format: found=" + format + " supported=" + FORMAT
                    + " file=" + folder.resolve(PROPERTIES) + "; use the dishrack that made it");
        }
    }

    /**
     * Makes a queue. Of several that try, one holds the creation byte of the lock file. Crash: the byte is dropped and
     * the next one begins again; until the properties file is there, moved in place whole, nobody opens the queue.
     */
    private static Path create(Path folder, OpenOptions options, Host host) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            try {
                Files.createDirectory(folder, OWNER_ONLY);
            } catch (java.nio.file.FileAlreadyExistsException e) {
                if (!Files.isDirectory(folder)) {
                    throw new QueueUnusableException("not a folder: file=" + folder + "; choose another name");
                }
            }
        }
        host.faults().reached(Fault.MAKE_FOLDER_MADE);
        Path real = folder.toRealPath();
        try (LockFile locks = lockFileOf(real)) {
            FileLock lock = locks.lockCreation();
            host.faults().reached(Fault.MAKE_LOCKED);
            try {
                if (!Files.exists(real.resolve(PROPERTIES))) {
                    fill(real, options, host);
                }
            } finally {
                LockFile.release(lock);
            }
        }
        return real;
    }

    /** Opens the lock file in a folder that may hold a half-made queue but nothing else. */
    private static LockFile lockFileOf(Path folder) throws IOException {
        if (!Files.exists(folder.resolve(LockFile.NAME))) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    if (!entry.getFileName().toString().equals(LockFile.NAME)) {
                        throw new QueueUnusableException("folder is not empty and not a queue: folder=" + folder
                                + " has=" + entry.getFileName() + "; choose another folder");
                    }
                }
            }
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        return LockFile.open(folder, true);
    }

    private static void fill(Path folder, OpenOptions options, Host host) throws IOException {
        for (String part : new String[] {ITEMS, LEDGER, RESULTS}) {
            PrivateFile.makeFolder(folder.resolve(part));
            requireEmpty(folder.resolve(part));
        }
        Files.deleteIfExists(folder.resolve(ControlFile.NAME));
        Region.deleteUnfinished(folder);
        host.faults().reached(Fault.MAKE_PARTS_MADE);
        Instant now = Instant.now();
        long queueId =
                new SplittableRandom().nextLong() ^ ProcessHandle.current().pid();
        ControlFile.Header header = new ControlFile.Header(
                options.maxSize(),
                LEDGER_ITEMS,
                options.segmentBytes(),
                queueId,
                now.toEpochMilli(),
                new ControlFile.Keeping(options.historyBytes(), options.resultBytes()));
        ControlFile.create(folder, header, host.bootId());
        host.faults().reached(Fault.MAKE_CONTROL_MADE);
        writeProperties(folder, header, host);
        host.faults().reached(Fault.MAKE_FINISHED);
    }

    /** Writes the properties file. Crash: it is moved in place whole. */
    static void writeProperties(Path folder, ControlFile.Header header, Host host) {
        StringBuilder text = new StringBuilder();
        text.append("# A dishrack queue. Look at it with: scripts/rack status FOLDER\n");
        text.append("dishrack.format=" + FORMAT + "\n");
        text.append("dishrack.engine=chronicle\n");
        text.append("dishrack.id=" + String.format("%016x", header.queueId()) + "\n");
        text.append("dishrack.created=" + Instant.ofEpochMilli(header.createdMillis()) + "\n");
        text.append("dishrack.maxSize=" + header.maxSize() + "\n");
        text.append("dishrack.segmentBytes=" + header.segmentBytes() + "\n");
        text.append("dishrack.historyBytes=" + header.keeping().historyBytes() + "\n");
        text.append("dishrack.resultBytes=" + header.keeping().resultBytes() + "\n");
        Region.replace(folder.resolve(PROPERTIES), text.toString().getBytes(StandardCharsets.UTF_8), () -> host.faults()
                .reached(Fault.MAKE_PROPERTIES_WRITTEN));
    }

    /** What was broken off while it was made holds nothing yet; what holds something lost its properties later. */
    private static void requireEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                throw new QueueUnusableException("missing file: file=" + PROPERTIES + " folder=" + folder.getParent()
                        + " though there is " + folder.getFileName() + "/" + entry.getFileName()
                        + "; see rack verify and rack repair");
            }
        }
    }

    /** Bytes of the files, holes included; files that vanish count nothing. */
    static long diskBytes(Path folder) {
        long[] sum = {0};
        try (var paths = Files.walk(folder)) {
            paths.forEach(path -> sum[0] += bytes(path));
        } catch (IOException | java.io.UncheckedIOException e) {
            return sum[0];
        }
        return sum[0];
    }

    private static long bytes(Path path) {
        try {
            return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
