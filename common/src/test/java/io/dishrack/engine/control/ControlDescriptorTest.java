package io.dishrack.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Freezes the layout of version 2 of the file {@code control}. */
final class ControlDescriptorTest {

    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("version", ControlDescriptor.VERSION_OFFSET),
            Map.entry("boot id", ControlDescriptor.BOOT_ID_OFFSET),
            Map.entry("created", ControlDescriptor.CREATED_OFFSET),
            Map.entry("max size", ControlDescriptor.MAX_SIZE_OFFSET),
            Map.entry("ledger items", ControlDescriptor.LEDGER_ITEMS_OFFSET),
            Map.entry("segment bytes", ControlDescriptor.SEGMENT_BYTES_OFFSET),
            Map.entry("queue id", ControlDescriptor.QUEUE_ID_OFFSET),
            Map.entry("header check", ControlDescriptor.HEADER_CHECK_OFFSET),
            Map.entry("searcher", ControlDescriptor.SEARCHER_OFFSET),
            Map.entry("urgent", ControlDescriptor.URGENT_OFFSET),
            Map.entry("published", ControlDescriptor.PUBLISHED_OFFSET),
            Map.entry("log", ControlDescriptor.LOG_OFFSET),
            Map.entry("frontier", ControlDescriptor.FRONTIER_OFFSET),
            Map.entry("returned", ControlDescriptor.RETURNED_OFFSET),
            Map.entry("next due", ControlDescriptor.NEXT_DUE_OFFSET),
            Map.entry("priorities", ControlDescriptor.PRIORITIES_OFFSET),
            Map.entry("shutdown", ControlDescriptor.SHUTDOWN_OFFSET),
            Map.entry("slot high", ControlDescriptor.SLOT_HIGH_OFFSET),
            Map.entry("keyed", ControlDescriptor.KEYED_OFFSET),
            Map.entry("probed at", ControlDescriptor.PROBED_AT_OFFSET),
            Map.entry("upkeep lock", ControlDescriptor.UPKEEP_LOCK_OFFSET),
            Map.entry("finished up to", ControlDescriptor.FINISHED_UP_TO_OFFSET),
            Map.entry("redrives", ControlDescriptor.REDRIVES_OFFSET),
            Map.entry("gate", ControlDescriptor.GATE_OFFSET),
            Map.entry("permits lock", ControlDescriptor.PERMITS_LOCK_OFFSET),
            Map.entry("cancel signal", ControlDescriptor.CANCEL_SIGNAL_OFFSET),
            Map.entry("permits used", ControlDescriptor.PERMITS_USED_OFFSET),
            Map.entry("permits", ControlDescriptor.PERMITS_OFFSET),
            Map.entry("signals", ControlDescriptor.SIGNALS_OFFSET),
            Map.entry("results published", ControlDescriptor.RESULTS_PUBLISHED_OFFSET),
            Map.entry("results log", ControlDescriptor.RESULTS_LOG_OFFSET),
            Map.entry("slots", ControlDescriptor.SLOTS_OFFSET),
            Map.entry("item cycles", ControlDescriptor.ITEM_CYCLES_OFFSET),
            Map.entry("result cycles", ControlDescriptor.RESULT_CYCLES_OFFSET));

    @Test
    void theOffsetsOfVersionThreeStandWhereTheyStood() {
        Map<String, Integer> frozen = new TreeMap<>();
        frozen.put("version", 0);
        frozen.put("boot id", 8);
        frozen.put("created", 16);
        frozen.put("max size", 24);
        frozen.put("ledger items", 32);
        frozen.put("segment bytes", 40);
        frozen.put("queue id", 48);
        frozen.put("header check", 56);
        frozen.put("searcher", 256);
        frozen.put("urgent", 384);
        frozen.put("published", 512);
        frozen.put("log", 640);
        frozen.put("frontier", 768);
        frozen.put("returned", 896);
        frozen.put("next due", 904);
        frozen.put("priorities", 912);
        frozen.put("shutdown", 1024);
        frozen.put("slot high", 1032);
        frozen.put("keyed", 1040);
        frozen.put("probed at", 1152);
        frozen.put("upkeep lock", 1160);
        frozen.put("finished up to", 1168);
        frozen.put("redrives", 1192);
        frozen.put("gate", 1200);
        frozen.put("permits lock", 1208);
        frozen.put("cancel signal", 1216);
        frozen.put("permits used", 1224);
        frozen.put("permits", 407_552);
        frozen.put("signals", 1280);
        frozen.put("results published", 1920);
        frozen.put("results log", 2048);
        frozen.put("slots", 4096);
        frozen.put("item cycles", 266_240);
        frozen.put("result cycles", 331_776);
        assertEquals(frozen, new TreeMap<>(WORDS));
        assertEquals(440_320, ControlDescriptor.LENGTH);
        assertEquals(0x4B43524853494403L, ControlDescriptor.VERSION);
    }

    @Test
    void theFieldsOfASlotStandWhereTheyStood() {
        assertEquals(
                List.of(0, 8, 16, 24, 32, 40, 56, 64, 72, 80, 88, 96, 104, 112, 128),
                List.of(
                        ControlDescriptor.SLOT_SINCE,
                        ControlDescriptor.SLOT_PID,
                        ControlDescriptor.SLOT_STARTED,
                        ControlDescriptor.SLOT_HEARTBEAT,
                        ControlDescriptor.SLOT_FENCE,
                        ControlDescriptor.SLOT_ROLE,
                        ControlDescriptor.SLOT_LEASE,
                        ControlDescriptor.SLOT_MAX_ATTEMPTS,
                        ControlDescriptor.SLOT_RETRY,
                        ControlDescriptor.SLOT_CHECK,
                        ControlDescriptor.SLOT_SILENCE,
                        ControlDescriptor.SLOT_BORN,
                        ControlDescriptor.SLOT_DISMISSED,
                        ControlDescriptor.SLOT_BUSY,
                        ControlDescriptor.SLOT_CHILDREN));
        assertEquals(
                List.of(256, 1024, 16, 56, 16),
                List.of(
                        ControlDescriptor.SLOTS,
                        ControlDescriptor.SLOT_LENGTH,
                        ControlDescriptor.SLOT_ROLE_LENGTH,
                        ControlDescriptor.CHILDREN,
                        ControlDescriptor.CHILD_LENGTH));
        assertEquals(4096 + 3 * 1024, ControlDescriptor.slotOffset(3));
        assertEquals(4096 + 3 * 1024 + 128 + 2 * 16, ControlDescriptor.childOffset(3, 2));
    }

    @Test
    void theWordsOfALogAndASignalStandWhereTheyStood() {
        assertEquals(
                List.of(0, 8, 16),
                List.of(ControlDescriptor.LOG_LOCK, ControlDescriptor.LOG_CYCLE, ControlDescriptor.LOG_CYCLE_BYTES));
        assertEquals(128, ControlDescriptor.SIGNAL_LENGTH);
    }

    @Test
    void everyWordIsAlignedAndNoTwoOverlap() {
        int end = 0;
        for (int offset : WORDS.values().stream().sorted().toList()) {
            assertEquals(0, offset % Long.BYTES, "alignment of " + offset);
            assertTrue(offset >= end, "overlap at " + offset);
            end = offset + Long.BYTES;
        }
        assertTrue(ControlDescriptor.LOG_OFFSET + ControlDescriptor.LOG_FLUSHED + Long.BYTES
                <= ControlDescriptor.FRONTIER_OFFSET);
        assertTrue(ControlDescriptor.SIGNALS_OFFSET + 5 * ControlDescriptor.SIGNAL_LENGTH
                <= ControlDescriptor.RESULTS_PUBLISHED_OFFSET);
        assertTrue(ControlDescriptor.RESULTS_LOG_OFFSET + ControlDescriptor.LOG_FLUSHED + Long.BYTES
                <= ControlDescriptor.SLOTS_OFFSET);
        assertTrue(ControlDescriptor.permitOffset(ControlDescriptor.PERMITS) <= ControlDescriptor.LENGTH);
        assertTrue(ControlDescriptor.SLOT_CHILDREN + ControlDescriptor.CHILDREN * ControlDescriptor.CHILD_LENGTH
                <= ControlDescriptor.SLOT_LENGTH);
    }
}
