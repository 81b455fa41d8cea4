package io.dishrack.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A forked process that is talked to in lines, and can be frozen and killed. Started by {@link Children}. */
public final class Child implements AutoCloseable {

    /** Every end of a line here; a last line that a kill cut short has none and is dropped. */
    private static final char NEWLINE = '\n';

    private static final int ERROR_TAIL = 32_768;

    private final String name;
    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuilder errors = new StringBuilder();
    private final Thread outputReader;
    private final Thread errorReader;

    Child(String name, List<String> command, Consumer<String> onLine) throws IOException {
        this.name = name;
        this.process = new ProcessBuilder(command).start();
        Consumer<String> sink = onLine == null ? lines::add : onLine;
        this.outputReader = reader("output", process.getInputStream(), sink);
        this.errorReader = reader("errors", process.getErrorStream(), this::keepError);
    }

    private Thread reader(String what, InputStream stream, Consumer<String> sink) {
        Thread thread = new Thread(() -> readLines(stream, sink), name + " " + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void readLines(InputStream stream, Consumer<String> sink) {
        byte[] chunk = new byte[8192];
        StringBuilder line = new StringBuilder();
        try (stream) {
            for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
                for (char c : new String(chunk, 0, n, StandardCharsets.ISO_8859_1).toCharArray()) {
                    if (c == NEWLINE) {
                        sink.accept(line.toString());
                        line.setLength(0);
                    } else {
                        line.append(c);
                    }
                }
            }
        } catch (IOException e) {
            // The process was destroyed, which closes its streams: the end of the lines.
            line.setLength(0);
        }
    }

    private void keepError(String line) {
        synchronized (errors) {
            errors.append(line).append(NEWLINE);
            errors.delete(0, Math.max(0, errors.length() - ERROR_TAIL));
        }
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs or is frozen. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The end of its standard error so far. */
    public String errors() {
        synchronized (errors) {
            return errors.toString();
        }
    }

    /** Writes a line to its standard input. */
    public synchronized void send(String line) {
        try {
            process.getOutputStream().write((line + NEWLINE).getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to " + name + "; its errors: " + errors(), e);
        }
    }

    /** Ends its standard input. */
    public synchronized void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** Its next line of standard output, which must begin so. */
    public String expectLine(String beginning) throws InterruptedException {
        return expectLine(beginning, Await.DEADLINE);
    }

    /** Its next line of standard output, which must begin so and come in time. */
    public String expectLine(String beginning, Duration deadline) throws InterruptedException {
        String line = lines.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null || !line.startsWith(beginning)) {
            throw new AssertionError(
                    name + " said " + line + " instead of " + beginning + "...; its errors: " + errors());
        }
        return line;
    }

    /** SIGKILL; returns when it is gone and all it had said is read. */
    public void kill() throws InterruptedException {
        killSoon();
        waitFor();
    }

    /** SIGKILL, without waiting for anything. By its handle: what it had said stays to be read. */
    public void killSoon() {
        process.toHandle().destroyForcibly();
    }

    /** SIGSTOP: it freezes; returns when the system shows it as stopped. */
    public void freeze() {
        signal("STOP");
        Await.until(name + " is frozen", () -> ProcessState.of(pid()) == ProcessState.STOPPED);
    }

    /** SIGCONT: it goes on, if nobody killed it meanwhile. */
    public void thaw() {
        signal("CONT");
    }

    /** SIGTERM; what it says while it ends can be heard. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** SIGQUIT: a JVM tells on standard error what its threads do. */
    public void dumpThreads() {
        signal("QUIT");
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid())
                    .start()
                    .waitFor();
            if (code != 0 && process.isAlive()) {
                throw new AssertionError("can't signal: child=" + name + " signal=" + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while signalling " + name, e);
        }
    }

    /** Waits until it has exited and all it had said is read; its exit code. */
    public int waitFor() throws InterruptedException {
        if (!process.waitFor(Await.DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(name + " still runs at the deadline; its errors: " + errors());
        }
        outputReader.join(Await.DEADLINE.toMillis());
        errorReader.join(Await.DEADLINE.toMillis());
        return process.exitValue();
    }

    /** Kills it if it still runs, frozen or not. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return name;
    }
}
