package io.dishrack.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What holds on every quiescent queue: {@code put == ready + taken + delayed + done + dead + cancelled}, the walk over
 * the items finds just these, but for the done and cancelled ones that were reclaimed, and every payload can be read.
 */
public final class Invariants {

    private Invariants() {}

    /** Checks them, once the counts stand still. */
    public static void check(JoinableQueue<byte[]> queue, QueueInspector inspector) {
        Await.until("a walk during which the counts stood still", () -> checkOnce(queue, inspector));
    }

    private static boolean checkOnce(JoinableQueue<byte[]> queue, QueueInspector inspector) {
        QueueStatus status = queue.status();
        long unfinished = queue.unfinished();
        Counts walked = walk(inspector);
        long reclaimed = reclaimed(inspector, status.put());
        Counts inspected = Counts.of(inspector.status());
        Counts told = Counts.of(status);
        if (!told.equals(Counts.of(queue.status()))) {
            return false;
        }
        assertAll(
                "counts of " + status,
                () -> assertEquals(status.put(), told.total(), "put == ready + taken + delayed + finished"),
                () -> assertEquals(told.unfinished(), status.unfinished(), "unfinished by status"),
                () -> assertEquals(told.unfinished(), unfinished, "unfinished by queue"),
                () -> assertEquals(told, inspected, "status by inspector"),
                () -> assertEquals(told.total(), walked.total() + reclaimed, "items found by a walk: " + walked),
                () -> assertTrue(reclaimed > 0 || told.equals(walked), "items found by a walk: " + walked),
                () -> assertEquals(told.unfinished(), walked.unfinished(), "unfinished items found by a walk"),
                () -> assertEquals(told.of(ItemState.DEAD), walked.of(ItemState.DEAD), "dead letters found by a walk"));
        return true;
    }

    private static Counts walk(QueueInspector inspector) {
        Counts walked = Counts.zero();
        long[] last = {0};
        inspector.items(Set.of(), item -> {
            assertTrue(item.number() > last[0], "numbers ascend: " + last[0] + " then " + item.number());
            last[0] = item.number();
            assertReadable(item);
            walked.add(item.state());
            return true;
        });
        return walked;
    }

    private static long reclaimed(QueueInspector inspector, long put) {
        return LongStream.rangeClosed(1, put).filter(inspector::isReclaimed).count();
    }

    private static void assertReadable(ItemView item) {
        boolean isOver = item.state() == ItemState.DONE || item.state() == ItemState.CANCELLED;
        if (isOver && String.valueOf(item.problem()).startsWith("message was reclaimed")) {
            return;
        }
        assertNull(item.problem(), "problem of item " + item.number());
        assertTrue(item.payload() != null, "payload of item " + item.number());
    }
}
