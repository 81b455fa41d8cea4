package io.dishrack.engine.log;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** Reads what messages say beside their payload, in any order: some segments stay open. Thread-safe. */
public final class LogHeads implements AutoCloseable {

    private static final int READERS = 8;

    private final Path folder;
    private final LogWords words;
    private final ReentrantLock lock = new ReentrantLock();
    private final LogReader[] readers = new LogReader[READERS];
    private int cycle;

    /** Of the log in {@code folder}; nothing is opened before the first look. */
    public LogHeads(Path folder, LogWords words) {
        this.folder = folder;
        this.words = words;
    }

    /** What a published message says, or null when it or its segment can't be read any more. */
    public MessageHead head(long number) {
        lock.lock();
        try {
            cycle = words.cycleOf(number, cycle);
            int place = cycle % READERS;
            if (readers[place] == null) {
                readers[place] = new LogReader(folder, words);
            }
            return readers[place].readHead(number);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            for (LogReader reader : readers) {
                if (reader != null) {
                    reader.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
