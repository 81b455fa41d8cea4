package io.dishrack.bench.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Where measurements are made: how long, in which folder, with which processes. Leaves nothing behind. */
public final class Lab implements AutoCloseable {

    /** The folder of the project, set by the launcher. */
    public static final String ROOT_PROPERTY = "dishrack.root";

    /**
     * How long to measure.
     *
     * @param quick to see that all works, not how fast
     * @param full with the longest history, too
     * @param runs of each figure
     * @param items of 100 bytes in a run; of larger ones as many as have the same size together
     */
    public record Effort(boolean quick, boolean full, int runs, long items) {}

    private final Effort effort;
    private final PrintStream progress;
    private final Path root;
    private final Path work;
    private final Set<Process> processes = ConcurrentHashMap.newKeySet();
    private final Thread hook = new Thread(this::cleanUp, "bench-clean-up");
    private int folders;

    /** Opens a lab whose queues are made and deleted in {@code parent}. */
    public Lab(Effort effort, Path parent, PrintStream progress) throws IOException {
        this.effort = effort;
        this.progress = progress;
        this.root =
                Path.of(System.getProperty(ROOT_PROPERTY, ".")).toAbsolutePath().normalize();
        this.work = Files.createTempDirectory(parent, "dishrack-bench-");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public boolean quick() {
        return effort.quick();
    }

    public boolean full() {
        return effort.full();
    }

    public int runs() {
        return effort.runs();
    }

    public long items() {
        return effort.items();
    }

    public Path work() {
        return work;
    }

    /** The folder of the project. */
    public Path root() {
        return root;
    }

    /** A script of the project; it may be missing. */
    public Path script(String name) {
        return root.resolve("scripts").resolve(name);
    }

    /** Tells people what is going on. */
    public void progress(String text) {
        progress.println("bench: " + text);
    }

    /** A path where nothing is yet. */
    public Path freshPath(String prefix) {
        return work.resolve(prefix + ++folders);
    }

    /** The command of a JVM with the flags that all share, and some of its own. */
    public List<String> java(List<String> flags, Class<?> main, String... arguments) {
        return Stream.of(
                        Stream.of(javaProgram(), "@" + script("jvm.flags")),
                        flags.stream(),
                        Stream.of("-cp", System.getProperty("java.class.path"), main.getName()),
                        Stream.of(arguments))
                .flatMap(words -> words)
                .toList();
    }

    /** Refuses to go on when the folder's disk has less room than that. */
    public void requireSpace(long bytes) throws IOException {
        long free = Files.getFileStore(work).getUsableSpace();
        if (free < bytes) {
            throw new BenchException("not enough room: free=" + free + " needed=" + bytes + " folder=" + work
                    + "; make room, or choose another disk with --dir");
        }
    }

    public static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Starts a process that dies with this one. */
    public Process start(ProcessBuilder builder) throws IOException {
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        processes.add(process);
        process.onExit().thenAccept(processes::remove);
        return process;
    }

    /** Runs a command to its end, and refuses any exit code but 0. */
    public void run(ProcessBuilder builder, Path log) throws IOException, InterruptedException {
        Process process = start(builder.redirectError(log.toFile()));
        int code = process.waitFor();
        if (code != 0) {
            throw new BenchException("command failed: exit=" + code + " command=" + builder.command() + " said="
                    + Files.readString(log).strip());
        }
    }

    public static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // It is gone, as it should be.
        }
    }

    private void cleanUp() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        try {
            delete(work);
        } catch (IOException | UncheckedIOException e) {
            progress("can't delete: folder=" + work + " reason=" + e.getMessage() + "; delete it by hand");
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        cleanUp();
    }
}
