package io.dishrack.behaviour;

import static io.dishrack.testkit.Texts.bytes;
import static io.dishrack.testkit.Texts.items;
import static io.dishrack.testkit.Texts.next;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.ItemState;
import io.dishrack.JoinableQueue;
import io.dishrack.Report;
import io.dishrack.Result;
import io.dishrack.ResultFeed;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.Running;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Results: each item's end once, with exactly what was reported. */
interface ResultsBehaviour {

    QueueLab lab();

    private static Result nextOf(ResultFeed feed) throws InterruptedException {
        Result result = feed.poll(Await.DEADLINE);
        assertNotNull(result, "no result in time");
        return result;
    }

    @Test
    default void aResultBringsBackExactlyWhatWasReported() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        byte[] output = new byte[70_000];
        new Random(1).nextBytes(output);
        byte[] error = {0, (byte) 0xff, '\n'};
        queue.put(bytes("a"), ItemOptions.WITH_RESULT);
        Delivery<byte[]> delivery = next(queue);
        assertTrue(delivery.wantsResult());
        long before = System.currentTimeMillis();
        delivery.done(new Report(7, output, error));
        try (ResultFeed feed = queue.results(true)) {
            Result result = nextOf(feed);
            assertEquals(1, result.number());
            assertEquals(1, result.attempt());
            assertEquals(ItemState.DONE, result.state());
            assertTrue(result.succeeded());
            assertEquals(7, result.report().exitCode());
            assertArrayEquals(output, result.report().output());
            assertArrayEquals(error, result.report().error());
            assertFalse(result.worker().isEmpty());
            assertTrue(result.startedMillis() > 0 && result.startedMillis() <= result.endedMillis());
            assertTrue(result.endedMillis() >= before - 1);
        }
    }

    @Test
    default void resultsComeInTheOrderInWhichItemsEnd() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.putAll(items("a", "b", "c"), ItemOptions.WITH_RESULT);
        List<Delivery<byte[]>> batch = queue.pollBatch(3, Duration.ZERO);
        batch.get(2).done();
        batch.get(0).done();
        batch.get(1).done();
        try (ResultFeed feed = queue.results(true)) {
            assertEquals(
                    List.of(3L, 1L, 2L),
                    List.of(
                            nextOf(feed).number(),
                            nextOf(feed).number(),
                            nextOf(feed).number()));
            assertNull(feed.poll(Duration.ZERO));
        }
    }

    @Test
    default void aFeedThatWaitsIsWokenByAResult() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(bytes("a"), ItemOptions.WITH_RESULT);
        try (ResultFeed feed = lab().open().results(false)) {
            Running<Result> reader = lab().call("reader", () -> feed.poll(Duration.ofHours(1)));
            reader.stillWaits();
            next(queue).done(Report.of(bytes("out")));
            assertArrayEquals(bytes("out"), reader.get().report().output());
        }
    }

    @Test
    default void aFeedWithoutResultsIsNotEarly() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        try (ResultFeed feed = queue.results(true)) {
            assertNull(feed.poll(Duration.ZERO));
            long begun = System.nanoTime();
            assertNull(feed.poll(Duration.ofMillis(130)));
            assertTrue(System.nanoTime() - begun >= 130_000_000, "early");
        }
    }

    @Test
    default void aDoneThatNobodyAskedAboutLeavesNoResult() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(bytes("a"));
        queue.put(bytes("b"), ItemOptions.WITH_RESULT);
        Delivery<byte[]> a = next(queue);
        assertFalse(a.wantsResult());
        a.done(Report.of(bytes("unwanted")));
        next(queue).done();
        try (ResultFeed feed = queue.results(true)) {
            assertEquals(2, nextOf(feed).number());
            assertNull(feed.poll(Duration.ZERO));
        }
    }

    @Test
    default void aFeedFromNowOnLeavesOutWhatEndedBefore() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.putAll(items("a", "b"), ItemOptions.WITH_RESULT);
        next(queue).done();
        try (ResultFeed feed = queue.results(false)) {
            assertNull(feed.poll(Duration.ZERO));
            next(queue).done();
            assertEquals(2, nextOf(feed).number());
        }
    }

    @Test
    default void aRetriedItemHasOneFinalResult() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(bytes("a"), ItemOptions.WITH_RESULT);
        next(queue).fail(Report.failure(1, "first"));
        next(queue).release();
        next(queue).done(Report.of(bytes("second")));
        try (ResultFeed feed = queue.results(true)) {
            Result result = nextOf(feed);
            assertEquals(2, result.attempt());
            assertEquals(ItemState.DONE, result.state());
            assertArrayEquals(bytes("second"), result.report().output());
            assertNull(feed.poll(Duration.ZERO));
        }
    }

    @Test
    default void aDeadLetterTellsWhyAlsoWhenNobodyAsked() throws Exception {
        JoinableQueue<byte[]> queue = lab().open(QueueLab.options().withMaxAttempts(2));
        queue.put(bytes("failing"));
        queue.put(bytes("rejected"));
        next(queue).fail(Report.failure(1, "first"));
        Delivery<byte[]> one = next(queue);
        Delivery<byte[]> other = next(queue);
        Delivery<byte[]> failing = one.number() == 1 ? one : other;
        Delivery<byte[]> rejected = one.number() == 1 ? other : one;
        failing.fail(Report.failure(3, "second"));
        rejected.reject(Report.failure(4, "can't be"));
        try (ResultFeed feed = queue.results(true)) {
            assertDead(nextOf(feed), 1, 2, 3, "second");
            assertDead(nextOf(feed), 2, 1, 4, "can't be");
            assertNull(feed.poll(Duration.ZERO));
        }
    }

    private static void assertDead(Result result, long number, int attempt, int exitCode, String error) {
        assertEquals(ItemState.DEAD, result.state());
        assertFalse(result.succeeded());
        assertEquals(number, result.number());
        assertEquals(attempt, result.attempt());
        assertEquals(exitCode, result.report().exitCode());
        assertArrayEquals(bytes(error), result.report().error());
    }

    @Test
    default void everyFeedGetsEveryResult() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        try (ResultFeed first = queue.results(false);
                ResultFeed second = lab().open().results(true)) {
            for (int i = 1; i <= 50; i++) {
                queue.put(bytes("item " + i), ItemOptions.WITH_RESULT);
                next(queue).done(Report.of(bytes("out " + i)));
            }
            for (long i = 1; i <= 50; i++) {
                assertEquals(i, nextOf(first).number());
                assertArrayEquals(bytes("out " + i), nextOf(second).report().output());
            }
        }
    }

    @Test
    default void doneAllOfItemsWithResultsRecordsEach() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.putAll(items("a", "b", "c"), ItemOptions.WITH_RESULT);
        queue.doneAll(queue.pollBatch(3, Duration.ZERO));
        try (ResultFeed feed = queue.results(true)) {
            assertEquals(
                    List.of(1L, 2L, 3L),
                    List.of(
                            nextOf(feed).number(),
                            nextOf(feed).number(),
                            nextOf(feed).number()));
        }
    }

    @Test
    default void anExceptionComesBackAsText() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.putAll(items("a", "b", "c"), ItemOptions.WITH_RESULT);
        next(queue).reject(Report.failure(new IllegalArgumentException("first\nsecond")));
        next(queue).done(Report.answer(new ArithmeticException()));
        next(queue).done();
        try (ResultFeed feed = queue.results(true)) {
            Report rejected = nextOf(feed).report();
            assertEquals(new Report.Thrown("java.lang.IllegalArgumentException", "first\nsecond"), rejected.thrown());
            assertTrue(new String(rejected.error(), StandardCharsets.UTF_8)
                    .contains("\tat io.dishrack.behaviour.ResultsBehaviour"));
            Report answered = nextOf(feed).report();
            assertEquals(new Report.Thrown("java.lang.ArithmeticException", null), answered.thrown());
            assertEquals(0, answered.exitCode());
            assertNull(nextOf(feed).report().thrown());
        }
    }

    @Test
    default void aFeedHearsOfWhatWasCancelled() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        long number = queue.put(bytes("a"), ItemOptions.WITH_RESULT);
        try (ResultFeed feed = lab().open().results(false)) {
            Running<Void> reader = lab().run("reader", () -> {
                while (queue.state(number) != ItemState.CANCELLED) {
                    feed.awaitNews(Duration.ofHours(1));
                }
            });
            reader.stillWaits();
            queue.shutdownNow();
            reader.get();
            assertNull(feed.poll(Duration.ZERO));
        }
    }

    @Test
    default void newsOfAResultAreFollowedByTheResult() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.putAll(items("a", "b"), ItemOptions.WITH_RESULT);
        try (ResultFeed feed = lab().open().results(false)) {
            Running<Result> reader = lab().call("reader", () -> {
                for (; ; ) {
                    Result result = feed.poll(Duration.ZERO);
                    if (result != null) {
                        return result;
                    }
                    feed.awaitNews(Duration.ofHours(1));
                }
            });
            reader.stillWaits();
            next(queue).done();
            assertEquals(1, reader.get().number());
            next(queue).done();
            feed.awaitNews(Duration.ofHours(1));
            assertEquals(2, nextOf(feed).number());
        }
    }

    @Test
    default void aFeedOfAClosedHandleSaysSo() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        try (ResultFeed feed = queue.results(false);
                ResultFeed other = queue.results(false)) {
            Running<Result> reader = lab().call("reader", () -> feed.poll(Duration.ofHours(1)));
            Running<Void> listener = lab().run("listener", () -> {
                while (true) {
                    other.awaitNews(Duration.ofHours(1));
                }
            });
            reader.stillWaits();
            queue.close();
            reader.failure(IllegalStateException.class);
            listener.failure(IllegalStateException.class);
        }
    }

    @Test
    default void theStateOfAnItemIsToldByItsNumber() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        assertNull(queue.state(1));
        queue.putAll(items("a", "b"), ItemOptions.NONE);
        Delivery<byte[]> first = next(queue);
        assertEquals(ItemState.TAKEN, queue.state(1));
        assertEquals(ItemState.READY, queue.state(2));
        first.done();
        next(queue).reject(Report.NONE);
        assertEquals(ItemState.DONE, queue.state(1));
        assertEquals(ItemState.DEAD, queue.state(2));
        assertNull(queue.state(0));
        assertNull(queue.state(3));
        assertNull(queue.state(-1));
    }

    @Test
    default void resultsOutliveAllHandles() throws Exception {
        JoinableQueue<byte[]> queue = lab().open();
        queue.put(bytes("a"), ItemOptions.WITH_RESULT);
        next(queue).done(Report.of(bytes("out")));
        queue.close();
        try (ResultFeed feed = lab().open().results(true)) {
            assertArrayEquals(bytes("out"), nextOf(feed).report().output());
        }
    }
}
