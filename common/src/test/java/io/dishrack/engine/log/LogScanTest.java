package io.dishrack.engine.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.Payloads;
import io.dishrack.testkit.Texts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a log without its control file, whole and damaged. */
@Timeout(120)
final class LogScanTest {

    private static final long SEGMENT = 1 << 16;
    private static final int COUNT = 1_500;

    private Path folder;

    @BeforeEach
    void fill(@TempDir Path temp) {
        LogWords words = LogWords.items(ControlFile.create(temp, new ControlFile.Header(0, 8, SEGMENT, 5, 1), 1)
                .region());
        folder = temp.resolve("items");
        try (LogWriter writer = new LogWriter(folder, words, 0, Host.real())) {
            writer.begin();
            for (long number = 1; number <= COUNT; number++) {
                byte[] key = number % 10 == 0 ? Texts.bytes("key" + number) : new byte[0];
                writer.append(Payloads.of(1, number), null, MessageHead.keyed(key, number % 7 == 0));
            }
            writer.publish();
        }
    }

    private TreeMap<Long, ScannedMessage> scan() {
        TreeMap<Long, ScannedMessage> found = new TreeMap<>();
        new LogScan(folder).walkAll(message -> {
            assertNull(found.put(message.number(), message), "told twice: " + message.number());
            if (message.isReadable()) {
                assertEquals(message.number(), Payloads.check(message.payload()).sequence());
            } else {
                assertNotNull(message.damage());
            }
            return true;
        });
        return found;
    }

    private Path first() {
        return folder.resolve(SegmentLayout.fileName(0));
    }

    private byte[] bytes() throws IOException {
        return Files.readAllBytes(first());
    }

    private void assertLost(long... numbers) {
        TreeMap<Long, ScannedMessage> found = scan();
        assertEquals(COUNT, found.size());
        long[] lost = found.values().stream()
                .filter(message -> !message.isReadable())
                .mapToLong(ScannedMessage::number)
                .toArray();
        assertEquals(Arrays.toString(numbers), Arrays.toString(lost));
    }

    @Test
    void everyMessageOfEverySegmentIsFound() {
        TreeMap<Long, ScannedMessage> found = scan();
        assertEquals(COUNT, found.size());
        assertTrue(found.values().stream().allMatch(message -> message.damage() == null));
        assertEquals("key20", found.get(20L).key());
        assertNull(found.get(21L).key());
        assertTrue(found.get(21L).keepsResult());
        assertFalse(found.get(22L).keepsResult());
        var segments = new LogScan(folder).segments();
        assertTrue(segments.size() > 2);
        assertEquals(1, segments.get(0).firstNumber());
        segments.forEach(segment -> assertNull(segment.damage()));
    }

    @Test
    void theEndSaysWhetherAnotherSegmentFollows() {
        LogScan scan = new LogScan(folder);
        var segments = scan.segments();
        LogScan.End end = scan.walk(segments.get(0), 1, message -> true);
        assertTrue(end.closed());
        assertEquals(segments.get(1).firstNumber() - 1, end.last());
        end = scan.walk(segments.get(segments.size() - 1), 1, message -> true);
        assertFalse(end.closed());
        assertEquals(COUNT, end.last());
        assertNull(end.fact());
    }

    @Test
    void aFlippedByteOfAPayloadCostsThatMessageOnly() throws IOException {
        byte[] bytes = bytes();
        bytes[(int) scan().get(50L).position() + 20] ^= 4;
        Files.write(first(), bytes);
        assertLost(50);
    }

    @Test
    void aMessageWhoseLengthAloneIsDamagedIsReadAllTheSame() throws IOException {
        byte[] bytes = bytes();
        for (int flip = 0; flip < 32; flip++) {
            byte[] damaged = bytes.clone();
            ByteBuffer words = ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN);
            int at = (int) scan().get(70L).position();
            words.putInt(at, words.getInt(at) ^ 1 << flip);
            Files.write(first(), damaged);
            assertLost();
            assertNotNull(scan().get(70L).damage());
            Files.write(first(), bytes);
        }
    }

    @Test
    void whatFollowsAZeroedPageIsFoundWithItsNumbers() throws IOException {
        byte[] bytes = bytes();
        TreeMap<Long, ScannedMessage> before = scan();
        int at = (int) before.get(300L).position() + 4 & ~4095;
        Arrays.fill(bytes, at, at + 4096, (byte) 0);
        Files.write(first(), bytes);
        TreeMap<Long, ScannedMessage> found = scan();
        assertEquals(COUNT, found.size());
        for (long number = 1; number <= COUNT; number++) {
            long from = before.get(number).position();
            long to = number == COUNT ? from : before.get(number + 1).position();
            boolean hit = number < new LogScan(folder).segments().get(1).firstNumber() && from < at + 4096 && to > at;
            assertEquals(!hit, found.get(number).isReadable(), "number=" + number);
        }
    }

    @Test
    void aSegmentWithoutItsHeaderAndIndexIsReadAllTheSame() throws IOException {
        byte[] bytes = bytes();
        Arrays.fill(bytes, 0, SegmentLayout.FIRST_MESSAGE, (byte) 0);
        Files.write(first(), bytes);
        assertLost();
        assertNotNull(new LogScan(folder).segments().get(0).damage());
    }

    @Test
    void aSegmentWhoseFirstMessageIsLostIsNumberedByTheOneBefore() throws IOException {
        long number = new LogScan(folder).segments().get(1).firstNumber();
        Path second = folder.resolve(SegmentLayout.fileName(1));
        byte[] bytes = Files.readAllBytes(second);
        bytes[SegmentLayout.FIRST_MESSAGE + 30] ^= 1;
        Files.write(second, bytes);
        assertLost(number);
        assertEquals(0, new LogScan(folder).segments().get(1).firstNumber());
    }

    @Test
    void aCutFileIsReadUpToTheCut() throws IOException {
        byte[] bytes = bytes();
        Files.write(first(), Arrays.copyOf(bytes, (int) scan().get(100L).position() + 30));
        TreeMap<Long, ScannedMessage> found = scan();
        assertTrue(found.get(99L).isReadable());
        assertFalse(found.get(100L).isReadable());
        assertNull(found.get(101L));
        assertTrue(found.get((long) COUNT).isReadable());
    }

    @Test
    void whateverTheBytesAreTheScanEndsAndTellsNothingWrong() throws IOException {
        Random random = new Random(17);
        byte[] bytes = bytes();
        for (int round = 0; round < 60; round++) {
            byte[] damaged = bytes.clone();
            int from = random.nextInt(damaged.length);
            byte[] noise = new byte[Math.min(damaged.length - from, 1 << random.nextInt(20))];
            if (round % 3 == 0) {
                Arrays.fill(noise, (byte) random.nextInt(256));
            } else {
                random.nextBytes(noise);
            }
            System.arraycopy(noise, 0, damaged, from, noise.length);
            Files.write(first(), damaged);
            scan();
        }
    }

    @Test
    void aFileOfMessagesThatAllLookSoundButAreNotIsGivenUpInTime() throws IOException {
        ByteBuffer words = ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
        while (words.remaining() >= 4) {
            // A length, and as the second word of a frame no flags and no key.
            words.putInt(words.position() % 8 == 0 ? 60_000 : 0);
        }
        Files.write(first(), words.array());
        LogScan scan = new LogScan(folder);
        int[] told = {0};
        scan.walk(scan.segments().get(0), 1, message -> ++told[0] > 0);
        assertTrue(told[0] < 10, "told=" + told[0]);
    }
}
