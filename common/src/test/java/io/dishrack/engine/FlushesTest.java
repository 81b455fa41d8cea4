package io.dishrack.engine;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Durability;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of flushes in the background that fail. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FlushesTest {

    @TempDir
    Path temp;

    /** Fails from the moment that it is told to. */
    private static final class FailingDisk implements Disk {

        private volatile Supplier<? extends Throwable> failure;

        void fail(Supplier<? extends Throwable> value) {
            failure = value;
        }

        @Override
        public void force(Path file) {
            if (failure != null && failure.get() instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw new QueueUnusableException("can't flush to the disk: file=" + file + "; check the disk");
            }
        }

        @Override
        public void forceFolder(Path folder) {
            force(folder);
        }
    }

    private JoinableQueue<byte[]> open(Disk disk) {
        return new FolderEngine(new Host(disk, Host.real().bootId(), Faults.NONE))
                .open(temp.resolve("queue").toUri(), QueueLab.options().withDurability(Durability.MACHINE_50MS));
    }

    private static long flushers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("dishrack-flusher"))
                .count();
    }

    private static boolean isRefused(JoinableQueue<byte[]> queue) {
        try {
            queue.put(bytes("more"));
            return false;
        } catch (QueueUnusableException e) {
            return e.getMessage().contains("a flush failed before");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLateErrorOfAMappingEndsNoFlusherSilently() throws Exception {
        FailingDisk disk = new FailingDisk();
        JoinableQueue<byte[]> queue = open(disk);
        disk.fail(() -> new InternalError("a fault occurred in an unsafe memory access operation"));
        queue.put(bytes("item"));
        Await.until("the next put is told", () -> isRefused(queue));
        assertThrows(QueueUnusableException.class, queue::close);
        Await.until("its thread has ended", () -> flushers() == 0);
    }

    @Test
    void closeTellsThatTheLastFlushFailedAndLeavesAllTheSame() throws Exception {
        FailingDisk disk = new FailingDisk();
        JoinableQueue<byte[]> queue = open(disk);
        queue.put(bytes("item"));
        disk.fail(IllegalStateException::new);
        queue.put(bytes("another"));
        QueueUnusableException told = assertThrows(QueueUnusableException.class, queue::close);
        assertTrue(told.getMessage().contains("a flush failed before"), told.getMessage());
        assertEquals(-1, told.getMessage().indexOf("a flush failed", "a flush failed".length()), told.getMessage());
        try (JoinableQueue<byte[]> next = open(Disk.REAL)) {
            Await.until("nobody else is there", () -> next.status().processes().size() == 1);
            assertEquals(2, next.size());
        }
    }

    @Test
    void anOpenThatFailsLeavesNoThreadBehind() {
        open(Disk.REAL).close();
        FailingDisk disk = new FailingDisk();
        disk.fail(IllegalStateException::new);
        assertThrows(QueueUnusableException.class, () -> open(disk));
        Await.until("no thread is left", () -> flushers() == 0);
    }
}
