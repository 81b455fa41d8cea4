package io.dishrack.engine;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.HistoryEntry;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.QueueInspector;
import io.dishrack.QueueUnusableException;
import io.dishrack.Report;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.slots.SlotTable;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Invariants;
import io.dishrack.testkit.QueueLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that died between two steps, as its files look then: a slot in use whose byte nobody has locked, and words
 * as the first step left them. Instants that random kills hit too seldom.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReaperTest {

    private static final int DEAD = 200;
    /** Higher than the pids that the system gives, so that nobody else's process is meant. */
    private static final long NO_PID = 1L << 40;

    private static final long FENCE = 5;
    private static final long FRESH = StateWord.fresh(1);

    private Path folder;
    private JoinableQueue<byte[]> queue;
    private ControlFile control;
    private Region words;
    private Ledger ledger;

    @BeforeEach
    void open(@TempDir Path temp) throws IOException {
        folder = temp.resolve("queue");
        queue = Dishrack.open(folder, QueueLab.options());
        control = ControlFile.open(folder, true);
        words = control.region();
        ledger = new Ledger(folder.resolve(QueueFolder.LEDGER), (int) control.ledgerItems(), control.queueId(), true);
    }

    @AfterEach
    void countsAddUp() {
        try (QueueInspector inspector = Dishrack.inspect(folder)) {
            Invariants.check(queue, inspector);
        }
        queue.close();
    }

    private void put(int count) throws InterruptedException {
        for (int i = 1; i <= count; i++) {
            queue.put(bytes("item " + i), ItemOptions.WITH_RESULT);
        }
    }

    /** Registers the dead one, as its last step. */
    private void die() {
        int at = ControlDescriptor.slotOffset(DEAD);
        words.longPlain(at + ControlDescriptor.SLOT_PID, NO_PID);
        words.longPlain(at + ControlDescriptor.SLOT_LEASE, 30_000);
        words.longPlain(at + ControlDescriptor.SLOT_MAX_ATTEMPTS, 3);
        words.longPlain(
                at + ControlDescriptor.SLOT_CHECK,
                new SlotTable(words, null).slot(DEAD).check());
        words.sealedVolatile(ControlDescriptor.SLOT_HIGH_OFFSET, DEAD + 1L);
        words.sealedVolatile(at + ControlDescriptor.SLOT_SINCE, System.currentTimeMillis());
    }

    private void assertSlotFreed() {
        int since = ControlDescriptor.slotOffset(DEAD) + ControlDescriptor.SLOT_SINCE;
        Await.until("the slot is free", () -> words.sealedVolatile(since) == 0);
    }

    private void assertNext(String text, int attempt) throws InterruptedException {
        Delivery<byte[]> delivery = next(queue);
        assertEquals(text, text(delivery));
        assertEquals(attempt, delivery.attempt());
        delivery.done();
    }

    @Test
    void numbersReservedAndNotClaimedAreTakenByOthers() throws Exception {
        put(3);
        assertTrue(control.casFrontier(0, 3));
        die();
        assertNext("item 1", 1);
        assertNext("item 2", 1);
        assertNext("item 3", 1);
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    void itemsClaimedAreHandedOutAgain() throws Exception {
        put(2);
        assertTrue(control.casFrontier(0, 2));
        assertTrue(ledger.casWord(1, FRESH, StateWord.taken(FRESH, 1, DEAD, FENCE)));
        die();
        assertNext("item 1", 2);
        assertNext("item 2", 1);
    }

    @Test
    void anItemGivenBackBeforeTheHintWasSetIsFound() throws Exception {
        put(1);
        Delivery<byte[]> taken = next(queue);
        long word = ledger.wordVolatile(1);
        assertTrue(ledger.casWord(1, word, StateWord.released(word, 1)));
        assertEquals(0, queue.size());
        die();
        assertNext("item 1", 1);
        assertEquals(Outcome.LEASE_LOST, taken.done());
    }

    @Test
    void anItemDelayedBeforeTheHintWasSetIsRetried() throws Exception {
        put(1);
        next(queue);
        long word = ledger.wordVolatile(1);
        assertTrue(ledger.casWord(1, word, StateWord.delayed(word, 1, System.currentTimeMillis())));
        die();
        assertNext("item 1", 2);
    }

    @Test
    void aLookForDueItemsThatWasBrokenOffIsMadeAnew() throws Exception {
        put(1);
        next(queue);
        long word = ledger.wordVolatile(1);
        assertTrue(ledger.casWord(1, word, StateWord.delayed(word, 1, System.currentTimeMillis())));
        control.nextDueVolatile(ControlFile.NONE_DUE);
        words.sealedVolatile(ControlDescriptor.UPKEEP_LOCK_OFFSET, DEAD + 1L);
        die();
        assertNext("item 1", 2);
    }

    @Test
    void theLockOfADeadPutterIsFreed() throws Exception {
        put(1);
        words.sealedVolatile(ControlDescriptor.LOG_OFFSET + ControlDescriptor.LOG_LOCK, DEAD + 1L);
        die();
        assertEquals(2, queue.put(bytes("item 2")));
        assertNext("item 1", 1);
        assertNext("item 2", 1);
    }

    @Test
    void theLockOfADeadReporterIsFreed() throws Exception {
        put(1);
        words.sealedVolatile(ControlDescriptor.RESULTS_LOG_OFFSET + ControlDescriptor.LOG_LOCK, DEAD + 1L);
        die();
        next(queue).done(Report.of(bytes("out")));
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    void allLocksOfADeadOneAreFreedAlsoWhenItsItemEndsWithItsDeath() throws Exception {
        put(1);
        assertTrue(control.casFrontier(0, 1));
        long last = FRESH;
        for (int attempt = 1; attempt <= 3; attempt++) {
            last = StateWord.taken(StateWord.returned(last, 1), 1, DEAD, attempt);
        }
        assertTrue(ledger.casWord(1, FRESH, last));
        words.sealedVolatile(ControlDescriptor.LOG_OFFSET + ControlDescriptor.LOG_LOCK, DEAD + 1L);
        words.sealedVolatile(ControlDescriptor.RESULTS_LOG_OFFSET + ControlDescriptor.LOG_LOCK, DEAD + 1L);
        words.sealedVolatile(ControlDescriptor.UPKEEP_LOCK_OFFSET, DEAD + 1L);
        die();
        queue.join();
        assertEquals(1, queue.status().dead());
        assertSlotFreed();
        assertEquals(2, queue.put(bytes("item 2")));
        assertNext("item 2", 1);
    }

    @Test
    void aShutdownNowThatWasBrokenOffIsCarriedToItsEnd() throws Exception {
        put(3);
        control.shutdownVolatile(ControlFile.SHUTDOWN_NOW);
        die();
        queue.join();
        assertEquals(3, queue.status().cancelled());
    }

    /** As on a full disk: nothing can be written to the result log. */
    @Test
    void whatCantBeRecordedStopsNoItemFromComingBackOrEnding() throws Exception {
        put(2);
        assertTrue(control.casFrontier(0, 2));
        claim(1, 1);
        claim(2, 3);
        Path results = folder.resolve(QueueFolder.RESULTS);
        Path away = folder.resolve("away");
        Files.move(results, away);
        Files.createFile(results);
        die();
        Delivery<byte[]> again = next(queue);
        assertEquals(1, again.number());
        assertEquals(2, again.attempt());
        Await.until("the other is a dead letter", () -> queue.status().dead() == 1);
        assertSlotFreed();
        assertThrows(QueueUnusableException.class, () -> again.done(Report.of(bytes("out"))));
        assertNull(again.outcome());
        assertThrows(QueueUnusableException.class, () -> again.fail(Report.NONE));
        assertEquals(1, queue.unfinished());
        assertEquals(Outcome.APPLIED, again.extend(Duration.ZERO));
        Files.delete(results);
        Files.move(away, results);
        assertEquals(Outcome.APPLIED, again.done(Report.of(bytes("out"))));
        assertThrows(IllegalStateException.class, again::done);
        queue.join();
    }

    private List<HistoryEntry.Kind> kinds(long number) {
        try (QueueInspector inspector = Dishrack.inspect(folder)) {
            return inspector.history(number).stream().map(HistoryEntry::kind).toList();
        }
    }

    @Test
    void whatCouldNotBeRecordedAtItsTimeIsRecordedLater() throws Exception {
        put(2);
        assertTrue(control.casFrontier(0, 2));
        claim(1, 1);
        claim(2, 3);
        int lock = ControlDescriptor.RESULTS_LOG_OFFSET + ControlDescriptor.LOG_LOCK;
        try (JoinableQueue<byte[]> other = Dishrack.open(folder, QueueLab.options())) {
            assertFalse(other.isShutdown());
            // As if the other, which lives, did not run.
            words.sealedVolatile(lock, 2);
            die();
            Await.until("one is a dead letter", () -> queue.status().dead() == 1);
            assertSlotFreed();
            assertEquals(List.of(), kinds(1));
            assertEquals(List.of(), kinds(2));
            words.sealedVolatile(lock, 0);
            Await.until("the loss is recorded", () -> kinds(1).equals(List.of(HistoryEntry.Kind.LOST)));
            Await.until("the end is recorded", () -> kinds(2).equals(List.of(HistoryEntry.Kind.DEAD)));
        }
        assertNext("item 1", 2);
    }

    @Test
    void whatIsStillToBeRecordedIsRecordedAtTheLatestByClose() throws Exception {
        put(1);
        assertTrue(control.casFrontier(0, 1));
        claim(1, 1);
        Path results = folder.resolve(QueueFolder.RESULTS);
        Path away = folder.resolve("away");
        Files.move(results, away);
        Files.createFile(results);
        die();
        assertSlotFreed();
        Files.delete(results);
        Files.move(away, results);
        queue.close();
        assertEquals(List.of(HistoryEntry.Kind.LOST), kinds(1));
        queue = Dishrack.open(folder, QueueLab.options());
        assertNext("item 1", 2);
    }

    @Test
    void whatCantBeSettledForWantOfRoomCanBeReleased() throws Exception {
        put(1);
        Delivery<byte[]> delivery = next(queue);
        Path results = folder.resolve(QueueFolder.RESULTS);
        Path away = folder.resolve("away");
        Files.move(results, away);
        Files.createFile(results);
        assertThrows(QueueUnusableException.class, () -> delivery.reject(Report.NONE));
        assertEquals(Outcome.APPLIED, delivery.release());
        Files.delete(results);
        Files.move(away, results);
        assertNext("item 1", 1);
    }

    /** An item in the hands of the dead one, at that attempt. */
    private void claim(long number, int attempt) {
        for (int i = 1; i <= attempt; i++) {
            long ready = ledger.wordVolatile(number);
            long taken = StateWord.taken(ready, number, DEAD, i);
            assertTrue(ledger.casWord(number, ready, taken));
            if (i < attempt) {
                assertTrue(ledger.casWord(number, taken, StateWord.returned(taken, number)));
            }
        }
    }

    /** Dead letters that a dead one had begun to redrive, as far as its lock and the count of redrives. */
    private void beginRedrive() throws InterruptedException {
        put(2);
        next(queue).reject(Report.NONE);
        next(queue).reject(Report.NONE);
        assertTrue(queue.join(Duration.ZERO));
        words.sealedVolatile(ControlDescriptor.UPKEEP_LOCK_OFFSET, DEAD + 1L);
        control.beginRedrive();
        assertFalse(queue.join(Duration.ZERO));
    }

    @Test
    void aRedriveThatWasBrokenOffBeforeItsFirstItemHoldsUpNobody() throws Exception {
        beginRedrive();
        ledger.segment(1).reopen();
        die();
        queue.join();
        assertEquals(2, queue.status().dead());
        assertEquals(2, queue.redriveAll());
        assertNext("item 1", 1);
        assertNext("item 2", 1);
    }

    @Test
    void anItemRedrivenBeforeTheHintWasSetIsFoundAndJoinWaitsForIt() throws Exception {
        beginRedrive();
        assertTrue(ledger.casWord(1, ledger.wordVolatile(1), StateWord.redriven(ledger.wordVolatile(1), 1)));
        die();
        assertFalse(queue.join(Duration.ZERO));
        assertNext("item 1", 1);
        queue.join();
        assertEquals(1, queue.status().dead());
    }

    @Test
    void aRedriveWaitsForTheLockOfADeadOneOnlyUntilItIsFreed() throws Exception {
        beginRedrive();
        die();
        assertTrue(queue.redrive(2));
        assertNext("item 2", 1);
    }

    @Test
    void anItemOfASummedUpFileIsRedrivenAndTheFileSummedUpAgain() throws Exception {
        int items = ledger.items();
        queue.putAll(Collections.nCopies(items, new byte[1]), ItemOptions.NONE);
        next(queue).reject(Report.NONE);
        for (int taken = 1; taken < items; ) {
            List<Delivery<byte[]>> batch = queue.pollBatch(10_000, Duration.ZERO);
            queue.doneAll(batch);
            taken += batch.size();
        }
        for (int round = 0; round < 3; round++) {
            Await.until("it is summed up", () -> ledger.segment(1).isComplete());
            Await.until("all know it", () -> control.finishedUpToVolatile() == items);
            assertTrue(queue.redrive(1));
            assertFalse(ledger.segment(1).isComplete());
            assertEquals(0, control.finishedUpToVolatile());
            assertFalse(queue.join(Duration.ZERO));
            assertEquals(1, queue.unfinished());
            next(queue).reject(Report.NONE);
            assertTrue(queue.join(Duration.ZERO));
        }
    }

    @Test
    void aDeadOneThatHeldNothingIsJustFreed() throws Exception {
        put(1);
        die();
        assertSlotFreed();
        assertEquals(1, queue.status().processes().size());
        assertNext("item 1", 1);
    }
}
