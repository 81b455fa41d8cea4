package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.JoinableQueue;
import io.dishrack.Outcome;
import io.dishrack.Report;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failed attempts, retries and dead letters. */
interface RetryBehaviour {

    QueueLab lab();

    @Test
    default void aFailedItemRunsAgainAsTheNextAttempt() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        assertEquals(Outcome.APPLIED, next(queue).fail(Report.failure(1, "no")));
        Delivery<byte[]> again = next(queue);
        assertEquals("a", text(again));
        assertEquals(1, again.number());
        assertEquals(2, again.attempt());
        assertEquals(Outcome.APPLIED, again.done());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void aFailedItemWaitsForItsBackOff() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofHours(10)));
        putAll(queue, "a");
        next(queue).fail(Report.NONE);
        assertNull(queue.poll(Duration.ofMillis(100)));
        assertEquals(0, queue.size());
        assertEquals(1, queue.unfinished());
        assertEquals(1, queue.status().delayed());
    }

    @Test
    default void aBlockedTakerGetsAnItemWhoseBackOffIsOver() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofMillis(200)));
        putAll(queue, "a");
        next(queue).fail(Report.NONE);
        Running<Integer> taker = lab().call("taker", () -> queue.take().attempt());
        assertEquals(2, taker.get());
    }

    @Test
    default void othersAreTakenWhileAFailedItemWaitsForItsRetry() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofHours(10)));
        putAll(queue, "bad", "a", "b");
        next(queue).fail(Report.NONE);
        assertEquals(List.of("a", "b"), drain(queue));
    }

    @Test
    default void anItemWhoseAttemptsAreUsedUpIsADeadLetter() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withMaxAttempts(3));
        putAll(queue, "bad");
        for (int attempt = 1; attempt <= 3; attempt++) {
            Delivery<byte[]> bad = next(queue);
            assertEquals(attempt, bad.attempt());
            assertEquals(Outcome.APPLIED, bad.fail(Report.NONE));
        }
        putAll(queue, "good");
        assertEquals(List.of("good"), drain(queue));
        assertEquals(1, queue.status().dead());
        assertEquals(1, queue.status().done());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void withOneAttemptTheFirstFailureIsTheLast() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withMaxAttempts(1));
        putAll(queue, "a");
        next(queue).fail(Report.NONE);
        assertNull(queue.poll(Duration.ZERO));
        assertEquals(1, queue.status().dead());
    }

    @Test
    default void theTakersOwnLimitOfAttemptsCounts() throws Exception {
        JoinableQueue<byte[]> patient = lab().open(QueueLab.options().withMaxAttempts(200));
        JoinableQueue<byte[]> strict = lab().open(QueueLab.options().withMaxAttempts(2));
        putAll(patient, "a");
        next(patient).fail(Report.NONE);
        next(patient).fail(Report.NONE);
        assertEquals(0, patient.status().dead());
        Delivery<byte[]> third = next(strict);
        assertEquals(3, third.attempt());
        third.fail(Report.NONE);
        assertEquals(1, strict.status().dead());
    }

    @Test
    default void aRejectedItemIsDeadWhateverAttemptsAreLeft() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withMaxAttempts(200));
        putAll(queue, "a");
        assertEquals(Outcome.APPLIED, next(queue).reject(Report.failure(2, "can't be")));
        assertNull(queue.poll(Duration.ZERO));
        assertEquals(1, queue.status().dead());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void manyFailedItemsAllComeBackOnce() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withRetryDelay(Duration.ofMillis(20)));
        for (int i = 0; i < 200; i++) {
            putAll(queue, "item " + i);
        }
        List<Delivery<byte[]>> first = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            first.add(next(queue));
        }
        first.forEach(delivery -> delivery.fail(Report.NONE));
        for (int i = 0; i < 200; i++) {
            Delivery<byte[]> again = next(queue);
            assertEquals(2, again.attempt());
            again.done();
        }
        assertEquals(200, queue.status().done());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void aReleaseAfterAFailureKeepsTheAttempt() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        next(queue).fail(Report.NONE);
        Delivery<byte[]> second = next(queue);
        assertEquals(2, second.attempt());
        second.release();
        assertEquals(2, next(queue).attempt());
    }
}
