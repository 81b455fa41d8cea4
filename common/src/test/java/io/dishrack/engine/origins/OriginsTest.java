package io.dishrack.engine.origins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.host.Disk;
import io.dishrack.engine.host.Faults;
import io.dishrack.engine.host.Host;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of origins. */
final class OriginsTest {

    private static final long QUEUE = 0x1234_5678_9ABC_DEF0L;
    private static final long SOURCE = 0xFEDC_BA98_7654_3210L;
    private static final long MANY = OriginDescriptor.ENTRIES;

    @TempDir
    Path queue;

    private Origins origins;

    @BeforeEach
    void open() {
        origins = new Origins(queue, QUEUE, Host.real());
    }

    private void put(long sequence, long number) {
        origins.prepare(SOURCE, sequence);
        origins.note(SOURCE, new Origins.Entry(sequence, number, sequence % 1000));
    }

    private Path file(long place) {
        return new OriginFiles.Key(SOURCE, place).in(queue.resolve(Origins.FOLDER));
    }

    private void overwrite(Path file, long at, long value) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            bytes.writeLong(value);
        }
    }

    private Map<String, String> damages(long last) {
        Map<String, String> damages = new TreeMap<>();
        new OriginCheck(queue, QUEUE)
                .run(last, true, (file, fact) -> damages.put(file.getFileName().toString(), fact));
        return damages;
    }

    @Test
    void theOffsetsOfVersionOneStandWhereTheyStood() {
        assertEquals(0x49524F4853494401L, OriginDescriptor.VERSION);
        assertEquals(
                List.of(0, 8, 16, 24, 32, 40, 64, 8, 16, 8192, 131_136),
                List.of(
                        OriginDescriptor.VERSION_OFFSET,
                        OriginDescriptor.SOURCE_OFFSET,
                        OriginDescriptor.PLACE_OFFSET,
                        OriginDescriptor.QUEUE_ID_OFFSET,
                        OriginDescriptor.CHECK_OFFSET,
                        OriginDescriptor.FORGOTTEN_OFFSET,
                        OriginDescriptor.ENTRIES_OFFSET,
                        OriginDescriptor.DIGEST,
                        OriginDescriptor.ENTRY_LENGTH,
                        OriginDescriptor.ENTRIES,
                        OriginDescriptor.LENGTH));
        assertEquals("fedcba9876543210.00000007", file(7).getFileName().toString());
    }

    @Test
    void entriesAreFoundByAnybodyAcrossFiles() {
        assertFalse(origins.isUsed());
        assertEquals(0, origins.find(SOURCE, 1));
        for (long sequence : new long[] {1, MANY, MANY + 1, 5 * MANY}) {
            put(sequence, 100 + sequence);
        }
        Origins other = new Origins(queue, QUEUE, Host.real());
        for (long sequence : new long[] {1, MANY, MANY + 1, 5 * MANY}) {
            assertEquals(100 + sequence, other.find(SOURCE, sequence));
        }
        assertEquals(0, other.find(SOURCE, 2));
        assertEquals(0, other.find(SOURCE + 1, 1));
        assertEquals(new Origins.Entry(5 * MANY, 100 + 5 * MANY, 5 * MANY % 1000), other.last(SOURCE));
        assertNull(other.last(SOURCE + 1));
        assertEquals(3, OriginFiles.list(queue.resolve(Origins.FOLDER)).size());
        assertEquals(Map.of(), damages(100 + 5 * MANY));
    }

    @Test
    void aPreparedPlaceIsNoEntry() {
        put(1, 1);
        origins.prepare(SOURCE, 3 * MANY);
        assertEquals(1, origins.last(SOURCE).sequence());
    }

    @Test
    void aDamagedWordIsToldAndNeverTakenForNone() throws IOException {
        put(1, 1);
        put(2, 2);
        overwrite(file(0), OriginDescriptor.entryOffset(2), 0);
        String message = assertThrows(QueueUnusableException.class, () -> origins.find(SOURCE, 2))
                .getMessage();
        assertTrue(message.contains(file(0).toString()), message);
        assertEquals(1, origins.find(SOURCE, 1));
        assertEquals(1, damages(2).size());
        origins.mend(2);
        assertEquals(0, origins.find(SOURCE, 2));
        assertEquals(1, origins.find(SOURCE, 1));
        assertEquals(Map.of(), damages(2));
    }

    @Test
    void aFileOfAnotherQueueOrPlaceIsRefusedAndMadeAnewByAMend() throws IOException {
        put(1, 1);
        Files.copy(file(0), file(1));
        Origins other = new Origins(queue, QUEUE, Host.real());
        assertThrows(QueueUnusableException.class, () -> other.find(SOURCE, MANY + 1));
        assertThrows(QueueUnusableException.class, () -> new Origins(queue, QUEUE + 1, Host.real()).find(SOURCE, 1));
        assertEquals(1, damages(1).size());
        other.mend(1);
        assertEquals(0, other.find(SOURCE, MANY + 1));
        assertEquals(1, other.find(SOURCE, 1));
    }

    @Test
    void aMendTakesBackWhatIsBeyondTheLastNumber() {
        put(1, 1);
        put(2, 9);
        assertEquals(1, damages(8).size());
        origins.mend(8);
        assertEquals(1, origins.find(SOURCE, 1));
        assertEquals(0, origins.find(SOURCE, 2));
        put(2, 2);
        assertEquals(Map.of(), damages(8));
    }

    @Test
    void theOffsetsOfWhatIsForgottenStandWhereTheyStood() {
        assertEquals(0x4752464853494401L, ForgottenFile.VERSION);
        assertEquals(
                List.of(0, 8, 16, 24, 32, 64),
                List.of(
                        ForgottenFile.VERSION_OFFSET,
                        ForgottenFile.SOURCE_OFFSET,
                        ForgottenFile.QUEUE_ID_OFFSET,
                        ForgottenFile.CHECK_OFFSET,
                        ForgottenFile.FILES_OFFSET,
                        ForgottenFile.LENGTH));
        assertEquals("fedcba9876543210.forgotten", forgotten().getFileName().toString());
    }

    private Path forgotten() {
        return OriginFiles.forgotten(queue.resolve(Origins.FOLDER), SOURCE);
    }

    @Test
    void whatIsForgottenIsRefusedAndNotCompletedUnlessItIsDamaged() throws IOException {
        put(1, 1);
        put(MANY + 1, 2);
        origins.requireTold(SOURCE, 2);
        origins.forget(SOURCE, MANY);
        Origins other = new Origins(queue, QUEUE, Host.real());
        for (Origins one : List.of(origins, other)) {
            assertThrows(IllegalArgumentException.class, () -> one.requireTold(SOURCE, 2));
            one.requireTold(SOURCE, MANY + 2);
            one.complete(SOURCE, new Origins.Entry(1, 1, 0));
            assertEquals(0, one.find(SOURCE, 1));
            assertEquals(null, one.missed(SOURCE, 1, 1));
        }
        assertEquals(Map.of(), damages(2));
        overwrite(forgotten(), ForgottenFile.FILES_OFFSET, 77);
        assertEquals(1, damages(2).size());
        other.mend(2);
        assertEquals(Map.of(), damages(2));
        assertEquals("file is missing", other.missed(SOURCE, 1, 1));
        other.complete(SOURCE, new Origins.Entry(1, 1, 0));
        assertEquals(1, other.find(SOURCE, 1));
    }

    @Test
    void whoHadADeletedFileOpenFindsWhatIsPutAgainInANewOne() {
        put(1, 1);
        Origins other = new Origins(queue, QUEUE, Host.real());
        assertEquals(1, other.find(SOURCE, 1));
        origins.forget(SOURCE, MANY);
        put(3, 9);
        assertEquals(9, other.find(SOURCE, 3));
        assertEquals(0, other.find(SOURCE, 1));
    }

    @Test
    void aFileThatIsDeletedWhileAllAreFlushedIsNotMissed() {
        put(1, 1);
        put(MANY + 1, 2);
        Disk deleting = new Disk() {
            @Override
            public void force(Path file) {
                origins.forget(SOURCE, MANY);
                Disk.REAL.force(file);
            }

            @Override
            public void forceFolder(Path folder) {
                Disk.REAL.forceFolder(folder);
            }
        };
        new Origins(queue, QUEUE, new Host(deleting, 1, Faults.NONE)).force();
        assertFalse(Files.exists(file(0)));
    }

    @Test
    void whatIsForgottenIsGoneByWholeFilesAndMayBePutAgainByAllWhoHadItOpen() {
        put(1, 1);
        put(MANY + 1, 2);
        Origins other = new Origins(queue, QUEUE, Host.real());
        assertEquals(1, other.find(SOURCE, 1));
        origins.forget(SOURCE, MANY - 1);
        assertTrue(Files.exists(file(0)));
        origins.forget(SOURCE, MANY + 500);
        assertFalse(Files.exists(file(0)));
        assertEquals(0, origins.find(SOURCE, 1));
        assertEquals(2, origins.find(SOURCE, MANY + 1));
        other.prepare(SOURCE, 1);
        other.note(SOURCE, new Origins.Entry(1, 3, 0));
        assertEquals(3, origins.find(SOURCE, 1));
        assertEquals(2, origins.last(SOURCE).number());
    }

    @Test
    void aFileWhoseForgetterDiedIsNotWrittenTo() throws IOException {
        put(1, 1);
        Path kept = queue.resolve("kept");
        Files.createLink(kept, file(0));
        origins.forget(SOURCE, MANY);
        Files.move(kept, file(0), StandardCopyOption.ATOMIC_MOVE);
        put(1, 2);
        assertEquals(2, new Origins(queue, QUEUE, Host.real()).find(SOURCE, 1));
        origins.forget(SOURCE, MANY);
        assertFalse(Files.exists(file(0)));
    }
}
