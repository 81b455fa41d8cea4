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
    private int lowest;

    /** Of the log in {@code folder}; nothing is opened before the first look. */
    public LogHeads(Path folder, LogWords words) {
        this.folder = folder;
        this.words = words;
    }

    /** What a published message says, or null when it or its segment can't be read any more. */
    public MessageHead head(long number) {
        lock.lock();
        try {
            leaveReclaimed();
            cycle = words.cycleOf(number, cycle);
            int place = cycle % READERS;
            if (readers[place] == null) {
                readers[place] = LogReader.guarded(folder, words);
            }
            return readers[place].readHead(number);
        } finally {
            lock.unlock();
        }
    }

    private void leaveReclaimed() {
        int now = words.lowestAcquire();
        if (now == lowest) {
            return;
        }
        lowest = now;
        for (LogReader reader : readers) {
            if (reader != null) {
                reader.leaveReclaimed();
            }
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
