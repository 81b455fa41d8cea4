package io.dishrack.engine.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What we know of Chronicle's files is what the pinned version writes. An upgrade fails here first. */
@Timeout(60)
final class ChronicleTemplatesTest {

    @TempDir
    private Path temp;

    private LogWords words;

    @BeforeEach
    void make() {
        words = LogWords.items(ControlFile.create(temp, new ControlFile.Header(0, 8, 1 << 16, 5, 1), 1)
                .region());
    }

    /** A log all of whose files Chronicle made itself, with a message in the first of two segments. */
    private Path ofChronicle() {
        Path folder = temp.resolve("chronicle");
        ChronicleFiles.init();
        SingleChronicleQueue queue = ChronicleFiles.open(folder, words);
        ExcerptAppender appender = queue.createAppender();
        appender.writeBytes(Bytes.from("0123456789"));
        queue.close();
        return folder;
    }

    @Test
    void aNewSegmentIsByteForByteWhatChronicleMakes() throws IOException {
        Path made = ofChronicle().resolve(SegmentLayout.fileName(0));
        byte[] theirs = Arrays.copyOf(Files.readAllBytes(made), SegmentLayout.FIRST_MESSAGE);
        ByteBuffer words = ByteBuffer.wrap(theirs).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(SegmentLayout.FIRST_MESSAGE, words.getLong(SegmentHeader.WRITE_POSITION));
        assertEquals((long) SegmentLayout.FIRST_MESSAGE << 32, words.getLong(SegmentHeader.SEQUENCE));
        assertEquals(SegmentLayout.INDEX_SPACING, words.getLong(SegmentHeader.NEXT_INDEX));
        int entry = SegmentLayout.FIRST_ARRAY + SegmentLayout.arrayHead(SegmentLayout.FIRST_ARRAY);
        assertEquals(SegmentLayout.FIRST_MESSAGE, words.getLong(entry));
        assertEquals(1, words.getLong(entry - Long.BYTES));
        // What its first message changed.
        for (int offset : new int[] {
            SegmentHeader.WRITE_POSITION, SegmentHeader.SEQUENCE, SegmentHeader.NEXT_INDEX, entry, entry - Long.BYTES
        }) {
            words.putLong(offset, 0);
        }
        assertArrayEquals(theirs, SegmentHeader.initial());
        assertNull(new SegmentCheck(new FileWindow(made)).damage());
    }

    @Test
    void theTableOfNamesIsByteForByteWhatChronicleMakes() throws IOException {
        byte[] theirs = Files.readAllBytes(ofChronicle().resolve(SegmentLayout.METADATA_FILE));
        Path folder = Files.createDirectory(temp.resolve("ours"));
        MetadataFile file = new MetadataFile(folder);
        file.create();
        byte[] ours = Files.readAllBytes(file.file());
        assertEquals(theirs.length, ours.length);
        int names = 0;
        for (int at = 0x98; ByteBuffer.wrap(ours).getInt(at) != 0; names++) {
            int end = at + Integer.BYTES + (ours[at] & 0xFF);
            // The name that Chronicle adds when it first closes a segment is there from the beginning.
            if (names < MetadataFile.NAMES.size() - 1) {
                assertArrayEquals(
                        Arrays.copyOfRange(theirs, at, end - Long.BYTES),
                        Arrays.copyOfRange(ours, at, end - Long.BYTES));
            }
            at = end;
        }
        assertEquals(MetadataFile.NAMES.size(), names);
        assertArrayEquals(Arrays.copyOf(theirs, 0x98), Arrays.copyOf(ours, 0x98));
    }

    @Test
    void chronicleItselfReadsWhatWeKeepAndAddsNoNames() throws IOException {
        Path folder = temp.resolve("items");
        try (LogWriter writer = new LogWriter(folder, words, 0, Host.real())) {
            writer.begin();
            for (int i = 0; i < 3_000; i++) {
                writer.append(new byte[100], null, MessageHead.NONE);
            }
            writer.publish();
        }
        assertNull(new LogFiles(folder, Faults.NONE).metadata().damage());
        try (SingleChronicleQueue queue = ChronicleFiles.open(folder, words)) {
            ExcerptTailer tailer = queue.createTailer();
            int count = 0;
            while (tailer.readBytes(Bytes.elasticByteBuffer())) {
                count++;
            }
            assertEquals(3_000, count);
        }
        assertNull(new LogFiles(folder, Faults.NONE).metadata().damage());
        for (LogScan.Segment segment : new LogScan(folder).segments()) {
            assertNull(new SegmentCheck(new FileWindow(segment.file())).damage(), segment.toString());
        }
    }

    @Test
    void anIndexThatGoesOnInASecondArrayIsUnderstood() throws IOException {
        Path folder = temp.resolve("items");
        Path control = Files.createDirectory(temp.resolve("other"));
        LogWords large = LogWords.items(ControlFile.create(control, new ControlFile.Header(0, 8, 1 << 30, 5, 1), 1)
                .region());
        int count = SegmentLayout.INDEX_ENTRIES * SegmentLayout.INDEX_SPACING + 1_000;
        byte[] payload = new byte[4];
        try (LogWriter writer = new LogWriter(folder, large, 0, Host.real())) {
            writer.begin();
            for (int i = 0; i < count; i++) {
                writer.append(payload, null, MessageHead.NONE);
            }
            writer.publish();
        }
        assertNull(new SegmentCheck(new FileWindow(folder.resolve(SegmentLayout.fileName(0)))).damage());
        try (LogReader reader = new LogReader(folder, large)) {
            for (long number = 1; number <= count; number += number > count - 2_000 ? 1 : 997) {
                reader.read(number);
                assertArrayEquals(payload, reader.payload());
            }
            for (long number = count; number > count - 2_000; number -= 300) {
                reader.read(number);
            }
        }
        long[] last = {0};
        new LogScan(folder).walkAll(message -> {
            assertNull(message.damage());
            last[0] = message.number();
            return true;
        });
        assertEquals(count, last[0]);
    }
}
