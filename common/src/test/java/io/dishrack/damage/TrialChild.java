package io.dishrack.damage;

import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.Crowd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The other end of {@link TrialProgram}: does the damage when it is asked to, and notices hangs and crashes. */
final class TrialChild implements AutoCloseable {

    /** For one trial, on a machine that has nothing else to do: far more than the longest takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("dishrack.damage.patience", 60));

    private static final long SLICE_MILLIS = 100;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Child child;
    private int errorsHeard;

    TrialChild(Children children, Path specimens, long seed) throws IOException, InterruptedException {
        child = children.start(TrialProgram.class, lines::add, specimens.toString(), Long.toString(seed));
        String line = next();
        if (!"ready".equals(line)) {
            throw new IOException("trial program said " + line + "; its errors: " + child.errors());
        }
    }

    /** The next line; null when none came in time or the process died. */
    private String next() throws InterruptedException {
        long begin = System.nanoTime();
        while (!Crowd.isOver(begin, PATIENCE)) {
            boolean alive = child.isAlive();
            String line = lines.poll(SLICE_MILLIS, TimeUnit.MILLISECONDS);
            if (line != null || !alive) {
                return line;
            }
        }
        return null;
    }

    Verdict run(long number, Damage damage, Path folder) throws IOException, InterruptedException {
        child.send("run " + number + " " + folder);
        for (; ; ) {
            String line = next();
            if (line == null) {
                return fallen();
            }
            if (line.equals("strike")) {
                damage.strike(folder);
                child.send("struck");
            } else if (line.startsWith("verdict ")) {
                return withErrors(verdict(line));
            }
        }
    }

    private static Verdict verdict(String line) {
        List<String> parts = Arrays.asList(line.substring("verdict ".length()).split("\t"));
        return new Verdict(Verdict.Grade.valueOf(parts.get(0)), List.copyOf(parts.subList(1, parts.size())));
    }

    /** What a JVM prints on standard error is no clear line. */
    private Verdict withErrors(Verdict verdict) {
        String errors = child.errors();
        String fresh = errors.substring(Math.min(errorsHeard, errors.length()));
        errorsHeard = errors.length();
        if (!fresh.contains("\tat ") && !fresh.contains("Exception")) {
            return verdict;
        }
        return new Verdict(
                verdict.isBad() ? verdict.grade() : Verdict.Grade.DEFECT,
                List.of("printed: " + fresh.replaceAll("[\\r\\n\\t]+", " | "), String.join(" / ", verdict.reasons())));
    }

    private Verdict fallen() throws IOException, InterruptedException {
        if (child.isAlive()) {
            String stacks = stacks();
            child.kill();
            return new Verdict(Verdict.Grade.HANG, List.of(stacks));
        }
        int code = child.waitFor();
        return new Verdict(
                Verdict.Grade.CRASH,
                List.of("exit code=" + code + " errors: " + child.errors().replaceAll("[\\r\\n\\t]+", " | ")));
    }

    private String stacks() throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(child.pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        String all = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        int main = all.indexOf("\"main\"");
        return all.substring(Math.max(0, main), Math.min(all.length(), Math.max(0, main) + 3000))
                .replaceAll("[\\r\\n\\t]+", " | ");
    }

    boolean isAlive() {
        return child.isAlive();
    }

    @Override
    public void close() {
        child.close();
    }
}
