package io.dishrack.engine.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysFileTest {

    private static final long QUEUE = 4711;

    @TempDir
    Path folder;

    private KeysFile file;

    @BeforeEach
    void make() {
        KeysFile.create(folder, QUEUE, () -> {});
        file = KeysFile.open(folder, QUEUE);
    }

    @Test
    void theLayoutOfVersionOneStandsWhereItStood() {
        assertEquals(0x59454B4853494401L, KeysDescriptor.VERSION);
        assertEquals(0, KeysDescriptor.VERSION_OFFSET);
        assertEquals(8, KeysDescriptor.QUEUE_ID_OFFSET);
        assertEquals(16, KeysDescriptor.CHECK_OFFSET);
        assertEquals(64, KeysDescriptor.WAITING_OFFSET);
        assertEquals(72, KeysDescriptor.MANY_OFFSET);
        assertEquals(1024, KeysDescriptor.READY_OFFSET);
        assertEquals(128, KeysDescriptor.READY);
        assertEquals(4096, KeysDescriptor.laneOffset(0));
        assertEquals(4096 + 8 * 65_535, KeysDescriptor.laneOffset((1L << 40) - 1));
        assertEquals(528_384, KeysDescriptor.bucketOffset(0));
        assertEquals(8_916_992, KeysDescriptor.LENGTH);
    }

    /** Another function would lose what was put with this one. */
    @Test
    void keysFallIntoTheBucketsTheyFellInto() {
        assertEquals(1039327, KeysDescriptor.bucket(new byte[0]));
        assertEquals(956833, KeysDescriptor.bucket("key".getBytes(StandardCharsets.UTF_8)));
        assertEquals(363975, KeysDescriptor.bucket("schl\u00fcssel".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keysSpreadEvenly() {
        int[] counts = new int[16];
        for (int i = 0; i < 160_000; i++) {
            counts[KeysDescriptor.bucket(("user-" + i).getBytes(StandardCharsets.UTF_8)) >>> 16]++;
        }
        for (int count : counts) {
            assertTrue(count > 9_000 && count < 11_000, "count=" + count);
        }
    }

    @Test
    void aNewFileSaysNothing() {
        assertEquals(0, file.last(0));
        assertEquals(0, file.last(KeysDescriptor.BUCKETS - 1));
        assertEquals(WaitHint.NONE, WaitHint.lowest(file.waiting().seen()));
        assertEquals(WaitHint.NONE, WaitHint.lowest(file.lane(5).seen()));
        assertFalse(file.isForMany(1));
        assertEquals(0, file.damagedWords(9).length);
    }

    @Test
    void theSecondMakerUsesTheFirstOnesFile() {
        file.last(7, 77);
        KeysFile.create(folder, QUEUE, () -> {});
        assertEquals(77, KeysFile.open(folder, QUEUE).last(7));
        LastOfBuckets seen = new LastOfBuckets();
        seen.see(3, "key".getBytes(StandardCharsets.UTF_8));
        seen.see(4, new byte[0]);
        KeysFile.replace(folder, QUEUE, seen);
        KeysFile replaced = KeysFile.open(folder, QUEUE);
        assertEquals(3, replaced.last(KeysDescriptor.bucket("key".getBytes(StandardCharsets.UTF_8))));
        assertEquals(0, replaced.last(7));
        assertEquals(1, seen.count());
    }

    @Test
    void aHintIsRaisedOnlyByWhoSawTheLastThatBeganToWait() {
        WaitHint lane = file.lane(9);
        lane.lower(20);
        long seen = lane.seen();
        assertTrue(WaitHint.isSole(seen));
        assertEquals(20, WaitHint.lowest(seen));
        lane.lower(20);
        lane.advance(seen, WaitHint.NONE);
        assertEquals(20, WaitHint.lowest(lane.seen()));
        assertTrue(WaitHint.isSole(lane.seen()));
        lane.lower(30);
        assertEquals(20, WaitHint.lowest(lane.seen()));
        assertFalse(WaitHint.isSole(lane.seen()));
        lane.lower(10);
        seen = lane.seen();
        lane.advance(seen, 25);
        assertEquals(25, WaitHint.lowest(lane.seen()));
        assertFalse(WaitHint.isSole(lane.seen()));
        lane.advance(lane.seen(), WaitHint.NONE);
        for (int i = 1; i <= 1000; i++) {
            lane.lower(1000 - i);
            assertEquals(1000 - i, WaitHint.lowest(lane.seen()));
        }
    }

    @Test
    void whatCameBackIsNotedAsLongAsThereIsRoom() {
        ReadyList ready = KeysFile.open(folder, QUEUE).ready();
        assertFalse(ready.any());
        assertArrayEquals(new long[0], ready.numbers());
        assertTrue(ready.add(900) && ready.add(7) && ready.add(900));
        assertArrayEquals(
                new long[] {7, 900}, KeysFile.open(folder, QUEUE).ready().numbers());
        ready.remove(900);
        ready.remove(901);
        assertArrayEquals(new long[] {7}, ready.numbers());
        long number = 8;
        while (ready.add(number)) {
            number += KeysDescriptor.READY;
        }
        assertTrue(number > 10 * KeysDescriptor.READY, "full too early: " + number);
        for (long each : ready.numbers()) {
            ready.remove(each);
        }
        assertFalse(ready.any());
    }

    @Test
    void thoseForWhomMoreThanOneMayWaitAreKnown() {
        file.noteForMany(50);
        file.noteForMany(40);
        assertTrue(file.isForMany(50));
        assertFalse(file.isForMany(51));
    }

    @Test
    void aDamagedWordShowsWhenItIsRead() throws IOException {
        for (int offset : new int[] {
            KeysDescriptor.WAITING_OFFSET,
            KeysDescriptor.laneOffset(9),
            KeysDescriptor.MANY_OFFSET,
            KeysDescriptor.readyOffset(5),
            KeysDescriptor.bucketOffset(3)
        }) {
            try (RandomAccessFile raw =
                    new RandomAccessFile(folder.resolve(KeysFile.NAME).toFile(), "rw")) {
                raw.seek(offset + 4);
                raw.write(0x55);
            }
        }
        assertArrayEquals(
                new int[] {
                    KeysDescriptor.WAITING_OFFSET,
                    KeysDescriptor.laneOffset(9),
                    KeysDescriptor.MANY_OFFSET,
                    KeysDescriptor.readyOffset(5),
                    KeysDescriptor.bucketOffset(3)
                },
                file.damagedWords(9));
        assertThrows(QueueUnusableException.class, () -> file.last(3));
        assertThrows(QueueUnusableException.class, () -> file.lane(9).seen());
        assertThrows(QueueUnusableException.class, () -> file.lane(9).lower(3));
        assertThrows(QueueUnusableException.class, () -> file.waiting().seen());
        assertThrows(QueueUnusableException.class, () -> file.isForMany(3));
        assertEquals(0, file.last(4));
    }

    @Test
    void theFileOfAnotherQueueIsRefused() throws IOException {
        assertThrows(QueueUnusableException.class, () -> KeysFile.open(folder, QUEUE + 1));
        Files.write(folder.resolve(KeysFile.NAME), new byte[10]);
        assertThrows(QueueUnusableException.class, () -> KeysFile.open(folder, QUEUE));
        Files.delete(folder.resolve(KeysFile.NAME));
        assertThrows(QueueUnusableException.class, () -> KeysFile.open(folder, QUEUE));
    }
}
