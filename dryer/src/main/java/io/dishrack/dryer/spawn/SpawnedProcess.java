package io.dishrack.dryer.spawn;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * A child that was spawned. It stays a zombie until somebody asks whether it has ended; till then its process id is no
 * other's. Without streams, which are files. For the thread of its {@link Spawner}.
 */
final class SpawnedProcess extends Process {

    /** For a {@code struct pollfd} or an {@code int}. */
    static final int MEMORY_BYTES = Long.BYTES;

    private static final int NO_HANG = 1;
    private static final short READABLE = 1;
    private static final int SIGNALLED = 0x80;
    /** A thread in poll(2) hears no interrupt. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int pid;
    private final Scratch memory;
    private final int descriptor;
    private boolean ended;
    private int exitValue;

    /**
     * A child.
     *
     * @param descriptor its pidfd; negative for none
     * @param memory room for {@link #MEMORY_BYTES}, used within calls only
     */
    SpawnedProcess(int pid, int descriptor, Scratch memory) {
        this.pid = pid;
        this.descriptor = descriptor;
        this.memory = memory;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public boolean isAlive() {
        memory.reset(MEMORY_BYTES);
        long status = memory.block(Long.BYTES);
        if (!ended && SystemLibrary.waitpid(pid, status, NO_HANG) == pid) {
            int word = memory.intAt(status);
            int signal = word & 0x7f;
            exitValue = signal != 0 ? SIGNALLED + signal : word >> 8 & 0xff;
            ended = true;
            if (descriptor >= 0) {
                SystemLibrary.close(descriptor);
            }
        }
        return !ended;
    }

    @Override
    public int exitValue() {
        if (isAlive()) {
            throw new IllegalThreadStateException("process has not ended: pid=" + pid);
        }
        return exitValue;
    }

    @Override
    public int waitFor() throws InterruptedException {
        while (!waitFor(1, TimeUnit.DAYS)) {
            continue;
        }
        return exitValue;
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        long start = System.nanoTime();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while process runs: pid=" + pid);
            }
            long left = nanos - (System.nanoTime() - start);
            if (mayHaveEnded(Math.max(0, Math.min(left, SLICE_NANOS))) && !isAlive()) {
                return true;
            }
            if (left <= 0) {
                return false;
            }
        }
    }

    /** Sleeps for that long, or until the child ends; false only when it surely has not. */
    private boolean mayHaveEnded(long nanos) throws InterruptedException {
        int millis = (int) TimeUnit.NANOSECONDS.toMillis(nanos + 999_999);
        if (ended) {
            return true;
        }
        if (descriptor < 0) { // the system was short of them
            Thread.sleep(Math.min(millis, 1));
            return true;
        }
        memory.reset(MEMORY_BYTES);
        long polled = memory.block(Long.BYTES);
        memory.putInt(polled, descriptor);
        memory.putShort(polled + Integer.BYTES, READABLE);
        return SystemLibrary.poll(polled, 1, millis) != 0;
    }

    /** TERM. */
    @Override
    public void destroy() {
        if (isAlive()) {
            toHandle().destroy();
        }
    }

    @Override
    public Process destroyForcibly() {
        if (isAlive()) {
            toHandle().destroyForcibly();
        }
        return this;
    }

    /** Only of one that has not been seen to have ended. */
    @Override
    public ProcessHandle toHandle() {
        return ProcessHandle.of(pid).orElseThrow();
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }
}
