package io.dishrack.engine.control;

import static io.dishrack.engine.control.ControlDescriptor.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Freezes the layout of version 1 of the file {@code control}. */
final class ControlDescriptorTest {

    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("version", VERSION_OFFSET),
            Map.entry("boot id", BOOT_ID_OFFSET),
            Map.entry("created", CREATED_OFFSET),
            Map.entry("max size", MAX_SIZE_OFFSET),
            Map.entry("ledger items", LEDGER_ITEMS_OFFSET),
            Map.entry("segment bytes", SEGMENT_BYTES_OFFSET),
            Map.entry("published", PUBLISHED_OFFSET),
            Map.entry("log", LOG_OFFSET),
            Map.entry("frontier", FRONTIER_OFFSET),
            Map.entry("returned", RETURNED_OFFSET),
            Map.entry("next due", NEXT_DUE_OFFSET),
            Map.entry("shutdown", SHUTDOWN_OFFSET),
            Map.entry("slot high", SLOT_HIGH_OFFSET),
            Map.entry("probed at", PROBED_AT_OFFSET),
            Map.entry("upkeep lock", UPKEEP_LOCK_OFFSET),
            Map.entry("finished up to", FINISHED_UP_TO_OFFSET),
            Map.entry("signals", SIGNALS_OFFSET),
            Map.entry("results published", RESULTS_PUBLISHED_OFFSET),
            Map.entry("results log", RESULTS_LOG_OFFSET),
            Map.entry("slots", SLOTS_OFFSET),
            Map.entry("item cycles", ITEM_CYCLES_OFFSET),
            Map.entry("result cycles", RESULT_CYCLES_OFFSET));

    @Test
    void theOffsetsOfVersionOneStandWhereTheyStood() {
        Map<String, Integer> frozen = new TreeMap<>();
        frozen.put("version", 0);
        frozen.put("boot id", 8);
        frozen.put("created", 16);
        frozen.put("max size", 24);
        frozen.put("ledger items", 32);
        frozen.put("segment bytes", 40);
        frozen.put("published", 512);
        frozen.put("log", 640);
        frozen.put("frontier", 768);
        frozen.put("returned", 896);
        frozen.put("next due", 904);
        frozen.put("shutdown", 1024);
        frozen.put("slot high", 1032);
        frozen.put("probed at", 1152);
        frozen.put("upkeep lock", 1160);
        frozen.put("finished up to", 1168);
        frozen.put("signals", 1280);
        frozen.put("results published", 1920);
        frozen.put("results log", 2048);
        frozen.put("slots", 4096);
        frozen.put("item cycles", 266_240);
        frozen.put("result cycles", 331_776);
        assertEquals(frozen, new TreeMap<>(WORDS));
        assertEquals(397_312, LENGTH);
        assertEquals(0x4B43524853494401L, VERSION);
    }

    @Test
    void theFieldsOfASlotStandWhereTheyStood() {
        assertEquals(
                List.of(0, 8, 16, 24, 32, 40, 56, 64, 72, 128),
                List.of(
                        SLOT_SINCE,
                        SLOT_PID,
                        SLOT_STARTED,
                        SLOT_HEARTBEAT,
                        SLOT_FENCE,
                        SLOT_ROLE,
                        SLOT_LEASE,
                        SLOT_MAX_ATTEMPTS,
                        SLOT_RETRY,
                        SLOT_CHILDREN));
        assertEquals(
                List.of(256, 1024, 16, 56, 16), List.of(SLOTS, SLOT_LENGTH, SLOT_ROLE_LENGTH, CHILDREN, CHILD_LENGTH));
        assertEquals(4096 + 3 * 1024, slotOffset(3));
        assertEquals(4096 + 3 * 1024 + 128 + 2 * 16, childOffset(3, 2));
    }

    @Test
    void theWordsOfALogAndASignalStandWhereTheyStood() {
        assertEquals(List.of(0, 8, 16), List.of(LOG_LOCK, LOG_CYCLE, LOG_CYCLE_BYTES));
        assertEquals(128, SIGNAL_LENGTH);
    }

    @Test
    void everyWordIsAlignedAndNoTwoOverlap() {
        int end = 0;
        for (int offset : WORDS.values().stream().sorted().toList()) {
            assertEquals(0, offset % Long.BYTES, "alignment of " + offset);
            assertTrue(offset >= end, "overlap at " + offset);
            end = offset + Long.BYTES;
        }
        assertTrue(LOG_OFFSET + LOG_CYCLE_BYTES + Long.BYTES <= FRONTIER_OFFSET);
        assertTrue(SIGNALS_OFFSET + 5 * SIGNAL_LENGTH <= RESULTS_PUBLISHED_OFFSET);
        assertTrue(RESULTS_LOG_OFFSET + LOG_CYCLE_BYTES + Long.BYTES <= SLOTS_OFFSET);
        assertTrue(SLOT_CHILDREN + CHILDREN * CHILD_LENGTH <= SLOT_LENGTH);
    }
}
