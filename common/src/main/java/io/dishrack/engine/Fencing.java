package io.dishrack.engine;

import io.dishrack.engine.slots.LockFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Kills a process that was frozen at a moment when it held a lock of the queue: nobody else may write where it would go
 * on writing once it thaws, so the alternative is that all others wait for it. Its death then frees everything as any
 * death does.
 */
final class Fencing {

    private Fencing() {}

    /**
     * Kills the process of that pid if it is really one that has this queue open; a pid of another container's table may
     * be anybody's here. Does nothing where the system does not tell.
     */
    static void kill(long pid, Path queue) {
        if (pid != ProcessHandle.current().pid() && hasOpen(pid, queue.resolve(LockFile.NAME))) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean hasOpen(long pid, Path file) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors) {
                if (leadsTo(descriptor, file)) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException e) {
            return false;
        }
    }
}
