package io.dishrack.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemState;
import io.dishrack.testkit.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The verdict finds what is wrong: histories with one fault each, and the same without it. */
@Timeout(30)
class VerdictTest {

    private static final int MAX_ATTEMPTS = 3;
    private static final long LEASE = TimeUnit.SECONDS.toNanos(1);

    private final Evidence evidence = new Evidence(LEASE);
    private final List<Found.Item> items = new ArrayList<>();
    private boolean poisoned;
    private boolean shortLease;

    /** A washer whose three puts were acknowledged, a fourth tried; three items done at once by a dryer. */
    @BeforeEach
    void threeItemsDone() {
        evidence.washer(0, "washer");
        evidence.attempted(0, 4);
        evidence.acknowledged(0, 3);
        for (int number = 1; number <= 3; number++) {
            done(number, 1, "dryer", at(number));
        }
    }

    @Test
    void aHistoryWithoutFaultIsGood() {
        Marks marks = judge();
        assertEquals(List.of(), marks.findings());
        assertTrue(marks.isGood());
        assertEquals(4, marks.get(Marks.Count.ATTEMPTED));
        assertEquals(3, marks.get(Marks.Count.ACKNOWLEDGED));
        assertEquals(3, marks.get(Marks.Count.DONE));
        assertEquals(0, marks.get(Marks.Count.RECOVERED));
    }

    @Test
    void anAcknowledgedPutThatIsNotThereIsLost() {
        items.remove(2);
        evidence.handOuts().remove(3L);
        assertFound(Marks.Count.LOST, "put and not there: origin=0.2");
    }

    @Test
    void aPutThatWasNotAcknowledgedAndIsThereIsRecovered() {
        done(4, 1, "dryer", at(4));
        Marks marks = judge();
        assertTrue(marks.isGood(), () -> marks.findings().toString());
        assertEquals(1, marks.get(Marks.Count.RECOVERED));
    }

    @Test
    void anItemThatNobodyTriedToPutIsUnexpected() {
        done(5, 1, "dryer", at(5));
        assertFound(Marks.Count.UNEXPECTED, "nobody put it: number=5");
    }

    @Test
    void anItemOfAnUnknownWasherIsUnexpected() {
        items.add(new Found.Item(4, ItemState.DONE, 1, new Origin(9, 0)));
        assertFound(Marks.Count.UNEXPECTED, "nobody put it: number=4 origin=9.0");
    }

    @Test
    void aTornPayloadIsUnexpected() {
        items.add(new Found.Item(4, ItemState.DONE, 1, null));
        assertFound(Marks.Count.UNEXPECTED, "torn payload: number=4");
    }

    @Test
    void aPutThatIsThereTwiceIsDoubled() {
        items.add(new Found.Item(4, ItemState.DONE, 1, new Origin(0, 2)));
        assertFound(Marks.Count.DOUBLED, "put once, there twice: origin=0.2");
    }

    @Test
    void itemsOfAWasherInAnotherOrderAreFound() {
        evidence.washer(1, "other");
        evidence.attempted(1, 2);
        items.add(new Found.Item(4, ItemState.DONE, 1, new Origin(1, 1)));
        items.add(new Found.Item(5, ItemState.DONE, 1, new Origin(1, 0)));
        assertFound(Marks.Count.DISORDERED, "out of order: number=5");
    }

    @Test
    void aGapInTheItemsOfAWasherIsFound() {
        evidence.washer(1, "other");
        evidence.attempted(1, 2);
        items.add(new Found.Item(4, ItemState.DONE, 1, new Origin(1, 1)));
        assertFound(Marks.Count.DISORDERED, "put and not there: origin=1.0");
    }

    @Test
    void aHandOutAfterAnAcknowledgedDoneIsDoubledAlsoWhenTheDryerWasKilled() {
        kill("dryer", at(10));
        take(3, 2, "other", at(11));
        end(3, 2, "other", HandOut.End.APPLIED);
        assertFound(Marks.Count.DOUBLED, "again after an acknowledged done: item 3");
    }

    @Test
    void aHandOutAgainWithoutACauseIsDoubled() {
        evidence.attempted(0, 5);
        take(4, 1, "dryer", at(4));
        done(4, 2, "other", at(5));
        assertFound(Marks.Count.DOUBLED, "again without a cause: item 4");
    }

    @Test
    void aHandOutAgainBeforeTheKillIsDoubled() {
        take(4, 1, "dryer", at(4));
        take(4, 2, "other", at(5));
        end(4, 2, "other", HandOut.End.APPLIED);
        kill("dryer", at(6));
        there(4, ItemState.DONE, 2);
        assertFound(Marks.Count.DOUBLED, "again without a cause: item 4");
    }

    @Test
    void aHandOutAgainAfterAKillIsAllowedAndMeasured() {
        take(1_000, "other", 2);
        take(4, 1, "dryer", at(4));
        kill("dryer", at(100));
        done(4, 2, "other", at(130));
        Marks marks = judge();
        assertEquals(
                1, marks.get(Marks.Count.DUPLICATED), () -> marks.findings().toString());
        assertEquals(0, marks.get(Marks.Count.DOUBLED));
        assertEquals(1, marks.firstItem().getTotalCount());
        assertEquals(30_000, marks.firstItem().getMaxValue(), 100);
    }

    /** Handed out, and there as done. */
    private void done(long number, int attempt, String worker, long nanos) {
        take(number, attempt, worker, nanos);
        end(number, attempt, worker, HandOut.End.APPLIED);
        there(number, ItemState.DONE, attempt);
    }

    /** Somebody else who was at work already: else the next hand-out waits for a process to start. */
    private void take(long number, String worker, int millis) {
        evidence.attempted(0, number);
        take(number, 1, worker, at(millis));
        end(number, 1, worker, HandOut.End.APPLIED);
    }

    @Test
    void aHandOutLongAfterAThawIsDoubled() {
        evidence.disturbed("dryer", Disturbance.Kind.FREEZE, at(0));
        evidence.thawed("dryer");
        take(4, 1, "dryer", System.nanoTime() + 5 * LEASE);
        done(4, 2, "other", System.nanoTime() + 6 * LEASE);
        assertFound(Marks.Count.DOUBLED, "again without a cause: item 4");
    }

    @Test
    void aLostLeaseExplainsAHandOutOnlyWhereLeasesAreShort() {
        take(4, 1, "dryer", at(4));
        end(4, 1, "dryer", HandOut.End.LEASE_LOST);
        done(4, 2, "other", at(5));
        assertFound(Marks.Count.DOUBLED, "again without a cause: item 4");
        shortLease = true;
        assertTrue(judge().isGood());
    }

    @Test
    void moreAttemptsThanKillsAreDoubled() {
        done(4, 2, "dryer", at(4));
        assertFound(Marks.Count.DOUBLED, "more attempts than kills: unsaid=1 kills=0");
    }

    @Test
    void anItemDoneThatNobodyHadIsFound() {
        there(4, ItemState.DONE, 1);
        assertFound(Marks.Count.OTHER, "done by nobody");
    }

    @Test
    void anItemDoneOfWhichItsLivingDryerKnowsNothingIsFound() {
        take(4, 1, "dryer", at(4));
        there(4, ItemState.DONE, 1);
        assertFound(Marks.Count.OTHER, "who had it knows nothing of it");
        kill("dryer", at(5));
        assertTrue(judge().isGood());
    }

    @Test
    void anItemOfARealDryerDoneBeforeItsCommandHadEndedIsFound() {
        take(4, 1, "command", at(4));
        there(4, ItemState.DONE, 1);
        kill("command", at(5));
        assertFound(Marks.Count.OTHER, "done before its command had ended");
    }

    @Test
    void anAcknowledgedDoneThatIsNotDoneIsFound() {
        items.set(2, new Found.Item(3, ItemState.DEAD, MAX_ATTEMPTS, new Origin(0, 2)));
        assertFound(Marks.Count.OTHER, "done and yet not");
    }

    @Test
    void anUnfinishedItemIsFoundAndTheCountsAreWrong() {
        there(4, ItemState.READY, 0);
        Marks marks = assertFound(Marks.Count.OTHER, "unfinished when all is over");
        assertEquals(1, marks.get(Marks.Count.WRONG_COUNTS));
    }

    @Test
    void aDeadLetterWithAttemptsLeftOrWithoutKillsIsFound() {
        take(4, 1, "dryer", at(4));
        there(4, ItemState.DEAD, MAX_ATTEMPTS);
        assertFound(Marks.Count.OTHER, "a dead letter without a cause");
        kill("dryer", at(5));
        assertTrue(judge().isGood());
        items.set(3, new Found.Item(4, ItemState.DEAD, MAX_ATTEMPTS - 1, new Origin(0, 3)));
        assertFound(Marks.Count.OTHER, "a dead letter without a cause");
    }

    @Test
    void poisonThatIsDoneIsFound() {
        poisoned = true;
        evidence.washer(3, "other");
        evidence.attempted(3, 41);
        for (int sequence = 0; sequence <= 40; sequence++) {
            long number = 4 + sequence;
            Origin origin = new Origin(3, sequence);
            evidence.took(new HandOut(number, 1, "dryer", at(number), origin));
            end(number, 1, "dryer", HandOut.End.APPLIED);
            items.add(new Found.Item(number, ItemState.DONE, 1, origin));
        }
        assertFound(Marks.Count.OTHER, "done although it kills");
    }

    @Test
    void aPayloadHandedOutThatIsNotTheOneThereIsUnexpected() {
        evidence.took(new HandOut(4, 1, "dryer", at(4), new Origin(0, 0)));
        end(4, 1, "dryer", HandOut.End.APPLIED);
        there(4, ItemState.DONE, 1);
        assertFound(Marks.Count.UNEXPECTED, "another payload was handed out");
    }

    @Test
    void aNumberHandedOutThatIsNotThereIsUnexpected() {
        take(4, 1, "dryer", at(4));
        assertFound(Marks.Count.UNEXPECTED, "handed out and not there: item 4");
    }

    @Test
    void wrongCountsAreFound() {
        Found right = found();
        Marks marks = new Marks();
        new CountCheck(evidence, marks).check("now", new Found(right.told(), 4, right.items()));
        assertTrue(marks.findings().get(0).contains("put == done + dead + cancelled + unfinished"));
        assertEquals(1, marks.get(Marks.Count.WRONG_COUNTS));
    }

    @Test
    void countsThatDifferFromTheItemsOrFromWhatWasSaidAreFound() {
        Found right = found();
        Marks marks = new Marks();
        new CountCheck(evidence, marks)
                .check("now", new Found(right.told(), 3, right.items().subList(0, 2)));
        assertEquals(1, marks.get(Marks.Count.WRONG_COUNTS));
        items.remove(2);
        Found fewer = found();
        Marks said = new Marks();
        new CountCheck(evidence, said).check("now", fewer);
        assertEquals(
                2, said.get(Marks.Count.WRONG_COUNTS), () -> said.findings().toString());
    }

    @Test
    void countsThatChangeWhenTheQueueIsOpenedAreFound() {
        Marks marks = new Marks();
        Found right = found();
        Counts other = new Found(right.told(), 3, List.of()).walked();
        new CountCheck(evidence, marks).checkFinished("now", right, other);
        assertEquals(1, marks.get(Marks.Count.WRONG_COUNTS));
    }

    @Test
    void whatWasSeenOnTheWayCounts() {
        evidence.finding(Marks.Count.BESIDE, "ran on");
        assertFound(Marks.Count.BESIDE, "ran on");
    }

    private long at(long millis) {
        return evidence.zero() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void take(long number, int attempt, String worker, long nanos) {
        evidence.took(new HandOut(number, attempt, worker, nanos, new Origin(0, number - 1)));
    }

    private void end(long number, int attempt, String worker, HandOut.End end) {
        evidence.ended(worker, number, attempt, end, at(number) + 1);
    }

    private void kill(String worker, long nanos) {
        evidence.disturbed(worker, Disturbance.Kind.KILL, nanos);
    }

    private void there(long number, ItemState state, int attempts) {
        items.add(new Found.Item(number, state, attempts, new Origin(0, number - 1)));
    }

    private Found found() {
        Counts walked = new Found(null, 0, items).walked();
        return new Found(walked, items.size(), List.copyOf(items));
    }

    private Marks judge() {
        HandOutCheck.Rules rules = new HandOutCheck.Rules(MAX_ATTEMPTS, poisoned, Set.of("command"), shortLease);
        Marks marks = new Marks();
        Verdict.judge(evidence, rules, found(), found().told(), marks);
        return marks;
    }

    private Marks assertFound(Marks.Count count, String what) {
        Marks marks = judge();
        assertFalse(marks.isGood());
        assertTrue(marks.get(count) > 0, () -> count + " in " + marks.findings());
        assertTrue(
                marks.findings().stream().anyMatch(finding -> finding.contains(what)),
                () -> what + " in " + marks.findings());
        return marks;
    }
}
