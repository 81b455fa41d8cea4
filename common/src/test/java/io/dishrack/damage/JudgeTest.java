package io.dishrack.damage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemState;
import io.dishrack.Kept;
import io.dishrack.Pace;
import io.dishrack.QueueStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A judge that can't condemn is worth nothing: each defect is shown to it. */
final class JudgeTest {

    private static final Damage TO_CONTROL = new Damage("control", "something", queue -> {});
    private static final Damage TO_ITEMS = new Damage("items/19700101F.cq4", "something", queue -> {});

    /** 1 done, 2 dead, 3 ready, 4 taken. */
    private final Truth truth = new Truth(List.of(
            new Item(1, ItemState.DONE, 1, null),
            new Item(2, ItemState.DEAD, 1, null),
            new Item(3, ItemState.READY, 0, null),
            new Item(4, ItemState.TAKEN, 1, null)));

    private final Observation seen = new Observation();

    /** All went well: 3 and 4 were done, 5 was put and done. */
    @BeforeEach
    void observeNothingWrong() {
        seen.put.add(5L);
        for (long number = 3; number <= 5; number++) {
            seen.handedOut(number, true);
            seen.done.add(number);
        }
        seen.joined = true;
        seen.last = status(5, 0, 4, 1, 0);
        seen.sound = true;
        seen.lists.put(
                "before rack list",
                Map.of(1L, shown(1, "done"), 2L, shown(2, "dead"), 3L, shown(3, "ready"), 4L, shown(4, "taken")));
    }

    private static QueueStatus status(long put, long ready, long done, long dead, long cancelled) {
        return new QueueStatus(
                put,
                ready,
                0,
                0,
                done,
                dead,
                cancelled,
                0,
                false,
                0,
                false,
                0,
                0,
                new Kept(1, 0, 0),
                new Pace(0, 0, 0, 0),
                List.of());
    }

    private static Seen shown(long number, String state) {
        return new Seen(number, state, null, true);
    }

    private Verdict verdict() {
        return Judge.judge(truth, TO_CONTROL, seen);
    }

    private void assertDefect(String fact) {
        Verdict verdict = verdict();
        assertEquals(Verdict.Grade.DEFECT, verdict.grade());
        assertTrue(
                verdict.reasons().stream().anyMatch(reason -> reason.contains(fact)),
                verdict.reasons().toString());
    }

    private void tell(String step) {
        seen.told.add(new Observation.Saying(step, "damaged state: number=3; see rack repair"));
    }

    @Test
    void whatWentWellIsExact() {
        assertEquals(Verdict.Grade.EXACT, verdict().grade());
    }

    @Test
    void whatWasToldIsTold() {
        seen.done.remove(3L);
        seen.last = status(5, 1, 3, 1, 0);
        seen.sound = false;
        tell("take");
        assertEquals(Verdict.Grade.TOLD, verdict().grade());
    }

    @Test
    void aDeadLetterThatNamesTheDamageIsTold() {
        seen.done.remove(3L);
        seen.last = status(5, 0, 3, 2, 0);
        seen.sound = false;
        seen.deadReasons.put(3L, "damaged message: checksum differs number=3");
        assertEquals(Verdict.Grade.TOLD, verdict().grade());
    }

    @Test
    void anItemNeverHandedOutIsADefectAlsoWhenVerifyFindsTheDamage() {
        seen.done.remove(3L);
        seen.last = status(5, 1, 3, 1, 0);
        tell("before rack verify");
        assertDefect("never handed out");
    }

    @Test
    void damageThatVerifyDoesNotFindIsADefect() {
        tell("take");
        assertDefect("rack verify found nothing");
    }

    @Test
    void whatAProcessAtWorkToldAndMendedIsTold() {
        tell("take");
        seen.live = true;
        assertEquals(Verdict.Grade.TOLD, verdict().grade());
        seen.done.remove(3L);
        seen.last = status(5, 1, 3, 1, 0);
        assertDefect("never handed out");
    }

    @Test
    void aDoneItemHandedOutIsADefectWhateverWasTold() {
        tell("take");
        seen.handedOut(1, true);
        assertDefect("though finished before");
    }

    @Test
    void anItemHandedOutAfterItsDoneIsADefect() {
        seen.handedOut(3, true);
        assertDefect("after its done");
    }

    @Test
    void aWrongPayloadIsADefect() {
        seen.handedOut(4, false);
        assertDefect("wrong payload");
    }

    @Test
    void anItemThatNobodyPutIsADefect() {
        seen.handedOut(6, true);
        assertDefect("never put");
    }

    @Test
    void aWrongDoneIsADefectWhateverWasTold() {
        tell("take");
        seen.lists.put("after rack list", Map.of(2L, shown(2, "done")));
        assertDefect("shows as done what was not");
    }

    @Test
    void aDoneItemShownAsReadyIsADefect() {
        tell("take");
        seen.lists.put("after rack list", Map.of(3L, shown(3, "ready")));
        assertDefect("shows as unfinished");
    }

    @Test
    void tooManyDoneIsADefectWhateverWasTold() {
        tell("take");
        seen.last = status(6, 0, 5, 1, 0);
        assertDefect("too many are done");
    }

    @Test
    void countsThatDoNotAddUpAreADefect() {
        seen.last = status(6, 0, 4, 1, 0);
        assertDefect("do not add up");
    }

    @Test
    void aNumberGivenTwiceIsADefect() {
        seen.numberedTwice.add(4L);
        assertDefect("number given before");
    }

    @Test
    void anEarlyJoinIsADefect() {
        seen.unfinishedAtJoin = 1;
        assertDefect("join returned early");
    }

    @Test
    void aJoinThatWaitsForNothingIsADefect() {
        seen.joined = false;
        assertDefect("join waits for nothing");
    }

    @Test
    void anUnclearErrorIsADefect() {
        Steps steps = new Steps(seen);
        steps.tell("open", "it does not work");
        assertDefect("not a clear line");
    }

    @Test
    void anExceptionOfAnotherFamilyIsADefect() {
        new Steps(seen).run("open", () -> {
            throw new IllegalStateException("no");
        });
        assertDefect("IllegalStateException");
    }

    @Test
    void aListThatIsShortWithoutAWordIsADefect() {
        seen.lists.put("before rack list", Map.of(1L, shown(1, "done")));
        assertDefect("is short");
    }

    @Test
    void anExportThatLeavesOutAnItemThatWasNotHitIsADefect() {
        tell("before rack export");
        seen.lists.put("before rack export", Map.of(1L, shown(1, "done")));
        assertDefect("leaves out");
        assertEquals(Verdict.Grade.EXACT, Judge.judge(truth, TO_ITEMS, seen).grade());
    }
}
