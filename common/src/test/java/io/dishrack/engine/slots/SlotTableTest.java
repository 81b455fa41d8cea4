package io.dishrack.engine.slots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.OpenOptions;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.region.Region;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is there. That a killed process's slot is found is tested with real ones, in {@code io.dishrack.crash}. */
final class SlotTableTest {

    private static final OpenOptions OPTIONS =
            OpenOptions.DEFAULTS.withRole("dryer").withMaxAttempts(7).withLease(Duration.ofSeconds(9));

    private LockFile locks;
    private Region region;
    private SlotTable table;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        region = ControlFile.create(folder, new ControlFile.Header(0, 8, 1 << 16, 5, 1), 1)
                .region();
        locks = LockFile.open(folder.toRealPath(), true);
        table = new SlotTable(region, locks);
    }

    @AfterEach
    void close() {
        locks.close();
    }

    private Seat seated() {
        Seat seat = table.claim();
        seat.register(OPTIONS, dead -> {
            throw new AssertionError("nobody died: slot=" + dead.index());
        });
        return seat;
    }

    @Test
    void aSeatShowsWhoSitsThere() {
        Seat seat = seated();
        Slot seen = table.slot(seat.slot().index());
        assertTrue(seen.isInUse());
        assertTrue(table.isAlive(seen));
        assertEquals(ProcessHandle.current().pid(), seen.pid());
        assertEquals("dryer", seen.role());
        assertEquals(7, seen.maxAttempts());
        assertEquals(9_000, seen.leaseMillis());
        assertEquals(1, table.high());
        seat.leave();
        assertFalse(seen.isInUse());
    }

    @Test
    void theLongestRoleFits() {
        Seat seat = table.claim();
        seat.register(OPTIONS.withRole("abcdefghijklmno"), dead -> {});
        assertEquals("abcdefghijklmno", seat.slot().role());
        seat.leave();
    }

    @Test
    void seatsAreDifferentUntilTheyAreLeft() {
        Seat first = seated();
        Seat second = seated();
        assertNotEquals(first.slot().index(), second.slot().index());
        first.leave();
        Seat third = seated();
        assertEquals(first.slot().index(), third.slot().index());
        assertEquals(2, table.high());
        second.leave();
        third.leave();
    }

    @Test
    void theLastSeatIsFollowedByAClearError() {
        List<Seat> seats = new ArrayList<>();
        for (int i = 0; i < ControlDescriptor.SLOTS; i++) {
            seats.add(seated());
        }
        String message =
                assertThrows(QueueUnusableException.class, table::claim).getMessage();
        assertTrue(message.contains("limit=" + ControlDescriptor.SLOTS), message);
        seats.forEach(Seat::leave);
    }

    @Test
    void aLivingSlotIsNotReaped() {
        Seat seat = seated();
        assertFalse(table.reap(seat.slot(), dead -> {
            throw new AssertionError("it lives");
        }));
        assertTrue(seat.slot().isInUse());
        seat.leave();
    }

    @Test
    void aSlotWhoseOwnerVanishedIsReapedOnceAndThenFree() {
        Seat seat = table.claim();
        Slot slot = seat.slot();
        seat.leave();
        slot.register(OPTIONS, () -> {});
        assertFalse(table.isAlive(slot));
        List<Integer> cleaned = new ArrayList<>();
        assertTrue(table.reap(slot, dead -> cleaned.add(dead.index())));
        assertFalse(table.reap(slot, dead -> cleaned.add(dead.index())));
        assertEquals(List.of(slot.index()), cleaned);
        assertFalse(slot.isInUse());
    }

    @Test
    void aSlotIsStillInUseWhenItsCleaningFailed() {
        Slot slot = table.slot(4);
        slot.register(OPTIONS, () -> {});
        assertThrows(
                IllegalStateException.class,
                () -> table.reap(slot, dead -> {
                    throw new IllegalStateException("disk");
                }));
        assertTrue(slot.isInUse());
        assertTrue(table.reap(slot, dead -> {}));
    }

    @Test
    void aDamagedRecordIsToldAndNotCleanedUp() {
        Slot slot = table.slot(4);
        slot.register(OPTIONS, () -> {});
        int lease = ControlDescriptor.slotOffset(4) + ControlDescriptor.SLOT_LEASE;
        region.longPlain(lease, region.longPlain(lease) ^ 1 << 20);
        String message = assertThrows(
                        QueueUnusableException.class,
                        () -> table.reap(slot, dead -> {
                            throw new AssertionError("it can't be trusted");
                        }))
                .getMessage();
        assertTrue(message.contains("slot=4"), message);
        assertTrue(slot.isInUse());
    }

    @Test
    void noFenceIsGivenTwiceAlsoToALaterOwner() {
        Set<Long> fences = new HashSet<>();
        for (int owner = 0; owner < 3; owner++) {
            Slot slot = new Slot(region, 0);
            for (int i = 0; i < 100_000; i++) {
                assertTrue(fences.add(slot.nextFence()), "fence given twice");
            }
        }
    }
}
