package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.drain;
import static io.dishrack.testkit.Texts.next;
import static io.dishrack.testkit.Texts.putAll;
import static io.dishrack.testkit.Texts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Settling a delivery: once, by anyone who holds it. */
interface SettleBehaviour {

    /** The four ways to settle. */
    List<Function<Delivery<byte[]>, Outcome>> WAYS =
            List.of(Delivery::done, d -> d.fail(Report.NONE), d -> d.reject(Report.NONE), Delivery::release);

    QueueLab lab();

    @Test
    default void oneDoneTooManyIsRefusedAndNotCounted() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b");
        Delivery<byte[]> a = next(queue);
        assertEquals(Outcome.APPLIED, a.done());
        assertThrows(IllegalStateException.class, a::done);
        assertEquals(1, queue.unfinished());
        assertFalse(queue.join(Duration.ZERO));
    }

    @Test
    default void settlingTwiceInAnyTwoWaysIsRefused() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        for (Function<Delivery<byte[]>, Outcome> first : WAYS) {
            for (Function<Delivery<byte[]>, Outcome> second : WAYS) {
                queue.put(bytes("item"));
                Delivery<byte[]> delivery = next(queue);
                assertEquals(Outcome.APPLIED, first.apply(delivery));
                assertThrows(IllegalStateException.class, () -> second.apply(delivery));
                drain(queue);
                assertTrue(queue.join(Duration.ZERO));
            }
        }
        assertEquals(WAYS.size() * WAYS.size(), queue.status().put());
    }

    @Test
    default void onlyOneOfManyRacingSettlersWins() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        for (int round = 0; round < 50; round++) {
            queue.put(bytes("item"));
            Delivery<byte[]> delivery = next(queue);
            AtomicInteger refused = new AtomicInteger();
            List<Running<Void>> settlers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                settlers.add(lab().run("settler " + i, () -> doneOrCount(delivery, refused)));
            }
            for (Running<Void> settler : settlers) {
                settler.get();
            }
            assertEquals(2, refused.get());
        }
        assertEquals(50, queue.status().done());
    }

    private static void doneOrCount(Delivery<byte[]> delivery, AtomicInteger refused) {
        try {
            delivery.done();
        } catch (IllegalStateException e) {
            refused.incrementAndGet();
        }
    }

    @Test
    default void theOutcomeIsNullUntilItIsSettled() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        Delivery<byte[]> a = next(queue);
        assertNull(a.outcome());
        a.done();
        assertEquals(Outcome.APPLIED, a.outcome());
    }

    @Test
    default void aDeliveryMayBeSettledByAnotherThread() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        Delivery<byte[]> a = next(queue);
        assertEquals(Outcome.APPLIED, lab().call("settler", () -> a.done()).get());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void deliveriesMayBeSettledInAnyOrder() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c");
        Delivery<byte[]> a = next(queue);
        Delivery<byte[]> b = next(queue);
        Delivery<byte[]> c = next(queue);
        assertEquals(Outcome.APPLIED, c.done());
        assertEquals(Outcome.APPLIED, a.done());
        assertFalse(queue.join(Duration.ZERO));
        assertEquals(Outcome.APPLIED, b.done());
        assertTrue(queue.join(Duration.ZERO));
    }

    @Test
    default void aReleasedItemIsHandedOutAgainAsIfItHadNotBeenTaken() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        assertEquals(Outcome.APPLIED, next(queue).release());
        assertEquals(1, queue.size());
        Delivery<byte[]> again = next(queue);
        assertEquals("a", text(again));
        assertEquals(1, again.number());
        assertEquals(1, again.attempt());
        again.done();
        assertEquals(1, queue.status().done());
    }

    @Test
    default void anItemMayBeReleasedAnyNumberOfTimes() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withMaxAttempts(1));
        putAll(queue, "a");
        for (int i = 0; i < 300; i++) {
            assertEquals(Outcome.APPLIED, next(queue).release());
        }
        assertEquals(Outcome.APPLIED, next(queue).done());
        assertEquals(0, queue.status().dead());
    }

    @Test
    default void aReleaseWakesABlockedTaker() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        Delivery<byte[]> a = next(queue);
        Running<String> taker = lab().call("taker", () -> text(queue.take()));
        taker.stillWaits();
        a.release();
        assertEquals("a", taker.get());
    }

    @Test
    default void theOthersKeepTheirOrderWhenOneIsReleased() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a", "b", "c", "d");
        next(queue).release();
        List<String> drained = drain(queue);
        assertEquals(4, drained.size());
        assertTrue(drained.remove("a"));
        assertEquals(List.of("b", "c", "d"), drained);
    }

    @Test
    default void extendKeepsAnItemThatIsHeld() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        putAll(queue, "a");
        Delivery<byte[]> a = next(queue);
        assertEquals(Outcome.APPLIED, a.extend(Duration.ofHours(24)));
        assertEquals(Outcome.APPLIED, a.extend(Duration.ZERO));
        assertNull(a.outcome());
        assertEquals(Outcome.APPLIED, a.done());
        assertEquals(Outcome.LEASE_LOST, a.extend(Duration.ZERO));
    }
}
