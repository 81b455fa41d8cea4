package io.dishrack.engine.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.testkit.Payloads;
import io.dishrack.testkit.Texts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The append-only log: numbers, segments, what is found damaged, what a dead writer left. */
@Timeout(60)
final class LogTest {

    private static final long SEGMENT = 1 << 16;
    private static final int OWN_SLOT = 3;

    private Path folder;
    private LogWords words;
    private LogWriter writer;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void make(@TempDir Path temp) {
        words = LogWords.items(ControlFile.create(temp, new ControlFile.Header(0, 8, SEGMENT, 5, 1), 1)
                .region());
        folder = temp.resolve("items");
        writer = new LogWriter(folder, words, OWN_SLOT, Host.real());
        open.add(writer);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private LogReader reader() {
        LogReader reader = new LogReader(folder, words);
        open.add(reader);
        return reader;
    }

    private void append(long from, long to) {
        writer.begin();
        for (long number = from; number <= to; number++) {
            assertEquals(number, writer.append(Payloads.of(1, number), null, MessageHead.NONE));
        }
        writer.publish();
    }

    private static void assertHolds(LogReader reader, long number) {
        reader.read(number);
        assertEquals(number, Payloads.check(reader.payload()).sequence());
    }

    @Test
    void everyMessageIsReadBackByItsNumberInAnyOrder() {
        append(1, 300);
        LogReader reader = reader();
        for (long number = 1; number <= 300; number++) {
            assertHolds(reader, number);
        }
        for (long number = 300; number >= 1; number -= 7) {
            assertHolds(reader, number);
        }
    }

    @Test
    void numbersGoOnAcrossSegments() throws IOException {
        append(1, 3_000);
        assertTrue(words.cycleAcquire() >= 4, "segments: " + words.cycleAcquire());
        LogReader reader = reader();
        for (long number = 1; number <= 3_000; number++) {
            assertHolds(reader, number);
        }
        for (long number = 2_999; number >= 1; number -= 101) {
            assertHolds(reader, number);
        }
        try (var files = Files.list(folder)) {
            assertTrue(files.filter(f -> f.toString().endsWith(".cq4")).count() > 4);
        }
    }

    @Test
    void aSegmentThatWasBegunAndIsNotPublishedYetHoldsNothingToReclaim() {
        writer.begin();
        for (long number = 1; words.cycleAcquire() < 2; number++) {
            writer.append(Payloads.of(1, number), null, MessageHead.NONE);
        }
        List<LogReclaim.Segment> segments = new LogReclaim(folder, words, Host.real(), () -> false).segments();
        assertEquals(3, segments.size());
        assertEquals(0, segments.get(2).count());
        writer.publish();
    }

    @Test
    void aReaderThatWasLeftFarBehindFindsItsWayByTheIndex(@TempDir Path large) throws Exception {
        LogWords roomy = LogWords.items(ControlFile.create(large, new ControlFile.Header(0, 8, 1 << 30, 5, 1), 1)
                .region());
        byte[] payload = new byte[1 << 15];
        try (LogWriter ahead = new LogWriter(large.resolve("items"), roomy, OWN_SLOT, Host.real());
                LogReader behind = new LogReader(large.resolve("items"), roomy)) {
            for (int message = 1; message <= 3_000; message++) {
                ahead.begin();
                ahead.append(payload, null, MessageHead.NONE);
                ahead.publish();
                if (message % 1_000 == 1) {
                    behind.read(message);
                }
            }
            behind.read(3_000);
            assertEquals(0, behind.rescues());
        }
    }

    @Test
    void aReaderFollowsAWriterFromSegmentToSegment() {
        LogReader reader = reader();
        for (long number = 1; number <= 2_000; number++) {
            append(number, number);
            assertHolds(reader, number);
        }
        assertTrue(words.cycleAcquire() >= 2);
    }

    @Test
    void whatIsNotPublishedIsPublishedByRecoverAndNumbersGoOn() {
        append(1, 10);
        writer.begin();
        for (long number = 11; number <= 14; number++) {
            writer.append(
                    Payloads.of(1, number),
                    null,
                    MessageHead.NONE.withOrigin(new MessageHead.Origin(3, number - 10, 0)));
        }
        assertEquals(10, words.publishedVolatile());
        LogWriter heir = new LogWriter(folder, words, OWN_SLOT, Host.real());
        open.add(heir);
        List<MessageHead> told = new ArrayList<>();
        heir.recover((number, head) -> {
            assertEquals(10L + told.size() + 1, number);
            assertEquals(10, words.publishedVolatile(), "told before it is published");
            told.add(head);
        });
        assertEquals(14, words.publishedVolatile());
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                told.stream().map(head -> head.origin().sequence()).toList());
        heir.recover((number, head) -> fail("told twice: " + number));
        assertEquals(14, words.publishedVolatile());
        heir.begin();
        assertEquals(15, heir.append(Payloads.of(1, 15), null, MessageHead.NONE));
        heir.publish();
        LogReader reader = reader();
        for (long number = 1; number <= 15; number++) {
            assertHolds(reader, number);
        }
    }

    @Test
    void whatIsNotPublishedIsRecoveredAcrossSegmentsToo() {
        append(1, 5);
        writer.begin();
        for (long number = 6; number <= 1_500; number++) {
            writer.append(Payloads.of(1, number), null, MessageHead.NONE);
        }
        LogWriter heir = new LogWriter(folder, words, OWN_SLOT, Host.real());
        open.add(heir);
        List<Long> told = new ArrayList<>();
        heir.recover((number, head) -> told.add(number));
        assertEquals(1_500, words.publishedVolatile());
        assertEquals(LongStream.rangeClosed(6, 1_500).boxed().toList(), told);
        LogReader reader = reader();
        for (long number = 1; number <= 1_500; number++) {
            assertHolds(reader, number);
        }
    }

    @Test
    void recoveringAnEmptyLogLeavesItEmpty() {
        writer.recover(CompletedMessages.NOBODY);
        assertEquals(0, words.publishedVolatile());
        append(1, 1);
        assertHolds(reader(), 1);
    }

    @Test
    void keysFlagsAndPayloadsStandTogetherInAllCombinations() {
        byte[] key = Texts.bytes("key");
        byte[] large = new byte[200_000];
        large[199_999] = 7;
        writer.begin();
        writer.append(Texts.bytes("a"), null, MessageHead.keyed(key, true));
        writer.append(new byte[0], null, MessageHead.keyed(key, false));
        writer.append(large, writer.large().prepare(large), MessageHead.keyed(key, true));
        writer.append(large, writer.large().prepare(large), MessageHead.NONE);
        writer.append(new byte[0], null, MessageHead.NONE);
        writer.publish();
        LogReader reader = reader();
        assertMessage(reader, 1, "key", Texts.bytes("a"), true);
        assertMessage(reader, 2, "key", new byte[0], false);
        assertMessage(reader, 3, "key", large, true);
        assertMessage(reader, 4, null, large, false);
        assertMessage(reader, 5, null, new byte[0], false);
    }

    private static void assertMessage(LogReader reader, long number, String key, byte[] payload, boolean keeps) {
        reader.read(number);
        if (key == null) {
            assertNull(reader.key());
        } else {
            assertEquals(key, reader.key());
        }
        assertArrayEquals(payload, reader.payload());
        assertEquals(keeps, reader.keepsResult());
    }

    @Test
    void aLargePayloadThatWasChangedIsFoundOutAndTheOthersCanBeRead() throws IOException {
        byte[] large = new byte[100_000];
        writer.begin();
        writer.append(Texts.bytes("before"), null, MessageHead.NONE);
        writer.append(large, writer.large().prepare(large), MessageHead.NONE);
        writer.append(Texts.bytes("after"), null, MessageHead.NONE);
        writer.publish();
        Path file = folder.resolve("large").resolve("2");
        byte[] bytes = Files.readAllBytes(file);
        bytes[50_000] ^= 1;
        Files.write(file, bytes);
        assertDamaged(2);
        Files.delete(file);
        assertDamaged(2);
        assertMessage(reader(), 1, null, Texts.bytes("before"), false);
        assertMessage(reader(), 3, null, Texts.bytes("after"), false);
    }

    private void assertDamaged(long number) {
        String message = assertThrows(QueueUnusableException.class, () -> reader().read(number))
                .getMessage();
        assertTrue(message.contains(folder.toString()), message);
    }

    @Test
    void aFlippedByteOfAMessageIsFoundOutAndTheOthersCanBeRead() throws IOException {
        append(1, 20);
        Path file;
        try (var files = Files.list(folder)) {
            file = files.filter(f -> f.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        byte[] payload = Payloads.of(1, 10);
        int at = indexOf(Files.readAllBytes(file), payload);
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at + payload.length / 2);
            int old = bytes.read();
            bytes.seek(at + payload.length / 2);
            bytes.write(old ^ 0x20);
        }
        LogReader reader = reader();
        for (long number = 1; number <= 20; number++) {
            if (number == 10) {
                assertThrows(QueueUnusableException.class, () -> reader.read(10));
            } else {
                assertHolds(reader, number);
            }
        }
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        throw new AssertionError("payload not found in the file");
    }

    @Test
    void aNumberThatIsNotThereIsAnErrorAndTheReaderGoesOn() {
        append(1, 3);
        LogReader reader = reader();
        assertThrows(QueueUnusableException.class, () -> reader.read(4));
        assertHolds(reader, 2);
        append(4, 4);
        assertHolds(reader, 4);
    }

    @Test
    void everyPartOfAHeadIsReadBackWhateverOthersThereAre() {
        List<MessageHead> heads = new ArrayList<>();
        for (int parts = 0; parts < 1 << 5; parts++) {
            heads.add(new MessageHead(
                    (parts & 1) == 0 ? new byte[0] : Texts.bytes("key " + parts),
                    (parts & 2) != 0,
                    parts % (StateWord.MAX_PRIORITY + 1),
                    (parts & 4) == 0 ? 0 : 1_800_000_000_000L + parts,
                    (parts & 8) == 0 ? 0 : parts,
                    (parts & 16) == 0 ? null : new MessageHead.Origin(Long.MIN_VALUE + parts, parts, 7 * parts)));
        }
        writer.begin();
        for (MessageHead head : heads) {
            writer.append(Texts.bytes("payload"), null, head);
        }
        writer.publish();
        LogReader reader = reader();
        for (int i = 0; i < heads.size(); i++) {
            MessageHead expected = heads.get(i);
            reader.read(i + 1);
            MessageHead found = reader.head();
            assertArrayEquals(expected.key(), found.key());
            assertEquals(expected.keepResult(), found.keepResult());
            assertEquals(expected.priority(), found.priority());
            assertEquals(expected.notBefore(), found.notBefore());
            assertEquals(expected.previous(), found.previous());
            assertEquals(expected.origin(), found.origin());
            assertArrayEquals(Texts.bytes("payload"), reader.payload());
        }
    }
}
