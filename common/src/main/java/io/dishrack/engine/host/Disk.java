package io.dishrack.engine.host;

import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Flushes to the device. When a method returns, what it names survives the loss of power. Thread-safe. */
public interface Disk {

    /** The disk of this machine, trusted to do what the system's fsync promises. */
    Disk REAL = new Disk() {
        @Override
        public void force(Path file) {
            // Its descriptor, not a channel: an interrupt would close that in the middle. The flush takes all that is
            // dirty in the file, whoever wrote it and through whatever mapping.
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
                open.getFD().sync();
            } catch (IOException e) {
                throw failed(file, e);
            }
        }

        @Override
        public void forceFolder(Path folder) {
            boolean interrupted = false;
            try {
                for (; ; ) {
                    try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
                        open.force(true);
                        return;
                    } catch (ClosedByInterruptException e) {
                        interrupted |= Thread.interrupted();
                    }
                }
            } catch (IOException e) {
                throw failed(folder, e);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private QueueUnusableException failed(Path file, IOException e) {
            return new QueueUnusableException(
                    "can't flush to the disk: file=" + file + " reason="
                            + e.getClass().getSimpleName() + " " + e.getMessage()
                            + "; what was not acknowledged is not promised; check the disk",
                    e);
        }
    };

    /** Flushes all bytes of a file, also those written through mappings or by other processes before this call. */
    void force(Path file);

    /** Flushes the names in a folder: files made, renamed or deleted there. Not what is in the files. */
    void forceFolder(Path folder);
}
