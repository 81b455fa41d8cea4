package io.dishrack.dryer.exec;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file that takes what commands write to one of their streams. Reused from command to command; replaced by a new file
 * after one that wrote, because something that such a command left behind may write on. No channels: an interrupt, which
 * a time-out is, must not close it.
 */
final class Capture {

    private static final byte[] NOTHING = {};
    private static final int BLOCK = 65_536;
    private static final int UNKNOWN = -1;

    private final Path folder;
    private final String name;
    private int generation;
    private File file;
    private long seen;
    private long passed;

    Capture(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        next();
    }

    private void next() {
        file = folder.resolve(name + "." + generation++).toFile();
        seen = 0;
        passed = 0;
    }

    /** Where the next command is to write. */
    File file() {
        seen = UNKNOWN;
        return file;
    }

    /** How much has been written so far. */
    long look() {
        seen = file.length();
        return seen;
    }

    /** Everything that was written, unless nothing was at the last look. */
    byte[] all() throws IOException {
        return tail(Integer.MAX_VALUE);
    }

    /** The same, but at most {@code limit} bytes from its end. */
    byte[] tail(int limit) throws IOException {
        if (seen == 0) {
            return NOTHING;
        }
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            long length = in.length();
            byte[] end = new byte[(int) Math.min(length, limit)];
            in.seek(length - end.length);
            in.readFully(end);
            return end;
        }
    }

    /** Hands on what was written since the last call. */
    void passOn(OutputStream to) throws IOException {
        if (look() <= passed) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            in.seek(passed);
            byte[] block = new byte[(int) Math.min(BLOCK, in.length() - passed)];
            int read = in.read(block);
            while (read > 0) {
                to.write(block, 0, read);
                passed += read;
                read = in.read(block);
            }
        }
        to.flush();
    }

    /** Makes ready for the next command; one that has ended and was looked at since then is not looked at again. */
    void reset() throws IOException {
        if (seen == UNKNOWN) {
            look();
        }
        if (seen > 0) {
            if (!file.delete()) {
                throw new IOException("temporary file can't be deleted: file=" + file);
            }
            next();
        }
    }
}
