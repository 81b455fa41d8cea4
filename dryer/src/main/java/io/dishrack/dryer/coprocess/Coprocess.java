package io.dishrack.dryer.coprocess;

import io.dishrack.RunMark;
import io.dishrack.dryer.exec.Commands;
import io.dishrack.dryer.exec.ProcessTree;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** One run of the command. Requests are written by a thread beside, so that neither side waits for the other's pipe. */
final class Coprocess implements AutoCloseable {

    private static final int SURELY_FITS = 4096; // into an empty pipe, however little memory the system gives it
    private static final int MAX_ANSWER = 64 << 20;
    private static final long PATIENCE_MILLIS = 2000;

    private static final String FAIL = "DISHRACK_FAIL";
    private static final String REJECT = "DISHRACK_REJECT";

    private final Process process;
    private final ProcessTree tree;
    private final String failWord;
    private final String rejectWord;
    private final OutputStream requests;
    private final LineReader answers;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "dryer-coprocess-writer");
        thread.setDaemon(true);
        return thread;
    });

    private Coprocess(Process process, String mark, Map<String, String> words, byte lineEnd) {
        this.process = process;
        this.tree = new ProcessTree(process, mark);
        this.failWord = words.get(FAIL);
        this.rejectWord = words.get(REJECT);
        this.requests = process.getOutputStream();
        this.answers = new LineReader(process.getInputStream(), lineEnd, MAX_ANSWER);
    }

    static Coprocess start(List<String> argv, byte lineEnd) throws IOException {
        String mark = RunMark.next();
        SecureRandom random = new SecureRandom();
        Map<String, String> words = Map.of(
                FAIL, "fail-" + Long.toHexString(random.nextLong()),
                REJECT, "reject-" + Long.toHexString(random.nextLong()));
        ProcessBuilder builder = Commands.builder(argv).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(RunMark.VARIABLE, mark);
        builder.environment().putAll(words);
        return new Coprocess(builder.start(), mark, words, lineEnd);
    }

    /** The word that a line of a failed item begins with. */
    String failWord() {
        return failWord;
    }

    /** The word that a line of a rejected item begins with. */
    String rejectWord() {
        return rejectWord;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    LineReader answers() {
        return answers;
    }

    /** Sends lines. An error is not told here: the end of the answers tells it. */
    void send(byte[] lines) {
        if (lines.length <= SURELY_FITS) {
            write(lines);
        } else {
            writer.execute(() -> write(lines));
        }
    }

    private void write(byte[] lines) {
        try {
            requests.write(lines);
            requests.flush();
        } catch (IOException e) {
            process.destroy(); // it reads no more, so it will not answer all
        }
    }

    /** Ends it and all that it started: TERM, then KILL. */
    void stop() {
        tree.stop();
    }

    /** Ends it and all that it started at once. */
    void kill() {
        tree.kill();
    }

    /** Its exit code, once it has ended or is made to. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            kill();
            process.waitFor();
        }
        return process.exitValue();
    }

    /** Lets it end by itself, at the end of its input. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            requests.close();
            exitCode();
        } catch (IOException e) {
            kill();
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }
}
