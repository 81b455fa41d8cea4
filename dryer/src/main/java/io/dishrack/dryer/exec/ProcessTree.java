package io.dishrack.dryer.exec;

import io.dishrack.RunMark;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A command and everything it started. Found through the parents of processes, and through the mark in their environment,
 * which also finds those whose parent has gone. Only a process that cleared its environment and left its parent escapes.
 */
public final class ProcessTree {

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long POLL_MILLIS = 10;
    private static final int KILL_ROUNDS = 20;

    private final Process root;
    private final String mark;

    /** What a process started that bears that mark in its environment, and itself. */
    public ProcessTree(Process root, String mark) {
        this.root = root;
        this.mark = "\0" + RunMark.VARIABLE + "=" + mark + "\0";
    }

    /** TERM for all, then KILL for those that are left after two seconds. An interrupt cuts the two seconds short. */
    public void stop() {
        Set<ProcessHandle> all = find();
        all.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + GRACE_NANOS;
        try {
            while (all.stream().anyMatch(ProcessTree::lives) && System.nanoTime() < deadline) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** KILL for all, until none is left. */
    public void kill() {
        for (int round = 0; round < KILL_ROUNDS; round++) {
            Set<ProcessHandle> left = find();
            left.removeIf(process -> !lives(process));
            if (left.isEmpty()) {
                return;
            }
            left.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(left);
        }
    }

    private static void awaitEnd(Set<ProcessHandle> killed) {
        boolean interrupted = false;
        for (int i = 0; i < 10 && killed.stream().anyMatch(ProcessTree::lives); i++) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<ProcessHandle> find() {
        Set<ProcessHandle> found = new LinkedHashSet<>();
        if (root.isAlive()) {
            found.add(root.toHandle());
            root.descendants().forEach(found::add);
        }
        File[] processes = new File("/proc").listFiles((proc, name) -> Character.isDigit(name.charAt(0)));
        if (processes != null) {
            for (File process : processes) {
                if (isMarked(process)) {
                    ProcessHandle.of(Long.parseLong(process.getName())).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private boolean isMarked(File process) {
        try {
            byte[] environment = Files.readAllBytes(process.toPath().resolve("environ"));
            return ("\0" + new String(environment, StandardCharsets.ISO_8859_1)).contains(mark);
        } catch (IOException e) {
            return false; // gone, a zombie, or another user's
        }
    }

    /** A zombie whose parent does not look is dead enough. */
    private static boolean lives(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return process.isAlive();
        }
    }
}
