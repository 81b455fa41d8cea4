package io.dishrack.call;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Codec;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueClosedException;
import io.dishrack.request.Batch;
import io.dishrack.request.QueueFullException;
import io.dishrack.request.Request;
import io.dishrack.request.WorkFailedException;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.QueueLab;
import io.dishrack.testkit.QueueTest;
import io.dishrack.testkit.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallTest extends QueueTest {

    private final Functions functions = new Functions();
    private JoinableQueue<byte[]> queue;
    private Caller caller;
    private Receiver receiver;
    private RemoteFunction<String, String> greet;
    private RemoteFunction<String, String> fail;

    @BeforeEach
    void open() {
        queue = lab().open();
        caller = new Caller(queue);
        receiver = new Receiver(lab().open(), functions);
        functions.register("greet", Codec.UTF_8, Codec.UTF_8, name -> "hello " + name);
        functions.register("fail", Codec.UTF_8, Codec.UTF_8, (String text, Call call) -> {
            throw new java.io.IOException(text);
        });
        greet = caller.function("greet", Codec.UTF_8, Codec.UTF_8);
        fail = caller.function("fail", Codec.UTF_8, Codec.UTF_8);
    }

    @AfterEach
    void close() {
        caller.close();
    }

    @Test
    void theValueComesBackToTheCallerThatWaits() throws Exception {
        Running<String> waiting = lab().call("caller", () -> greet.call("bob", Await.DEADLINE));
        waiting.stillWaits();
        assertTrue(receiver.handleOne(Await.DEADLINE));
        assertEquals("hello bob", waiting.get());
    }

    @Test
    void aCallThatIsNotAnsweredInTimeSaysSo() throws Exception {
        assertThrows(TimeoutException.class, () -> greet.call("bob", Duration.ofMillis(1)));
        assertEquals(1, caller.pending());
        assertEquals(1, receiver.handleAll());
    }

    @Test
    void severalCallsAreCollectedAndHarvestedAsTheyAreDone() throws Exception {
        Batch<String> batch = caller.batch();
        for (String name : List.of("a", "b", "c")) {
            batch.add(greet.start(name));
        }
        assertEquals(List.of(), batch.poll());
        assertTrue(receiver.handleOne(Duration.ZERO));
        List<String> values = new ArrayList<>();
        values.add(batch.take().get(Duration.ZERO));
        assertEquals(2, batch.outstanding());
        assertEquals(2, receiver.handleAll());
        for (Request<String> request : batch.asCompleted()) {
            values.add(request.get(Duration.ZERO));
        }
        assertEquals(List.of("hello a", "hello b", "hello c"), values);
    }

    @Test
    void aReceiverHandlesWhatWaitsInItsOwnThreadAndSaysHowMany() throws Exception {
        assertEquals(0, receiver.handleAll());
        assertFalse(receiver.handleOne(Duration.ZERO));
        List<Thread> threads = new ArrayList<>();
        functions.register("where", Codec.UTF_8, Codec.UTF_8, text -> {
            threads.add(Thread.currentThread());
            return text;
        });
        RemoteFunction<String, String> where = caller.function("where", Codec.UTF_8, Codec.UTF_8);
        for (int i = 0; i < 5; i++) {
            where.start("" + i);
        }
        assertEquals(5, receiver.handleAll());
        assertEquals(
                List.of(Thread.currentThread()), threads.stream().distinct().toList());
    }

    @Test
    void aFunctionThatCallsAgainDoesNotKeepTheReceiverForEver() throws Exception {
        functions.register("again", Codec.UTF_8, Codec.UTF_8, (String text, Call call) -> {
            caller.function("again", Codec.UTF_8, Codec.UTF_8).start(text);
            return text;
        });
        caller.function("again", Codec.UTF_8, Codec.UTF_8).start("x");
        assertEquals(1, receiver.handleAll());
        assertEquals(1, receiver.handleAll());
    }

    @Test
    void anExceptionIsRaisedAtTheCaller() throws Exception {
        Request<String> call = fail.start("broken");
        assertEquals(1, receiver.handleAll());
        WorkFailedException thrown = assertThrows(WorkFailedException.class, () -> call.get(Await.DEADLINE));
        assertEquals("java.io.IOException", thrown.className());
        assertEquals("broken", thrown.remoteMessage());
        assertEquals(1, queue.status().done());
    }

    @Test
    void anExceptionIsRaisedAtTheReceiver() throws Exception {
        Request<String> call = fail.withRaise(Raise.RECEIVER, "instead").start("broken");
        Request<String> other = fail.withRaise(Raise.RECEIVER, null).start("also");
        Request<String> good = greet.start("bob");
        CallFailedException thrown = assertThrows(CallFailedException.class, receiver::handleAll);
        assertEquals(3, thrown.handled());
        assertInstanceOf(java.io.IOException.class, thrown.getCause());
        assertEquals(1, thrown.getSuppressed().length);
        assertEquals("instead", call.get(Await.DEADLINE));
        assertNull(other.get(Await.DEADLINE));
        assertEquals("hello bob", good.get(Await.DEADLINE));
        assertEquals(2, queue.status().dead());
    }

    @Test
    void anExceptionIsRaisedAtBoth() throws Exception {
        Request<String> call = fail.withRaise(Raise.BOTH, null).start("broken");
        assertThrows(CallFailedException.class, receiver::handleAll);
        assertThrows(WorkFailedException.class, () -> call.get(Await.DEADLINE));
    }

    @Test
    void anExceptionIsRaisedAtNeitherAndAnAlternativeValueComesBack() throws Exception {
        Request<String> call = fail.withRaise(Raise.NEITHER, "instead").start("broken");
        assertEquals(1, receiver.handleAll());
        assertEquals("instead", call.get(Await.DEADLINE));
        assertEquals("broken", call.result().report().thrown().message());
        assertEquals(1, queue.status().done());
    }

    @Test
    void aFunctionThatNobodyKnowsIsToldToBoth() throws Exception {
        Request<String> call =
                caller.function("grete", Codec.UTF_8, Codec.UTF_8).start("bob");
        assertThrows(CallFailedException.class, receiver::handleAll);
        WorkFailedException thrown = assertThrows(WorkFailedException.class, () -> call.get(Await.DEADLINE));
        assertTrue(thrown.remoteMessage().contains("no such function: name=grete known=fail,greet;"));
    }

    @Test
    void anItemThatIsNoCallBecomesADeadLetter() throws Exception {
        queue.put(bytes("hello"), ItemOptions.NONE);
        assertThrows(CallFailedException.class, receiver::handleAll);
        assertEquals(1, queue.status().dead());
    }

    @Test
    void whoeverClosesTheQueueCancelsWhatWaits() throws Exception {
        Request<String> call = greet.start("bob");
        assertEquals(1, receiver.closeQueue());
        assertThrows(CancellationException.class, () -> call.get(Await.DEADLINE));
        assertThrows(QueueClosedException.class, () -> greet.start("late"));
        assertEquals(0, receiver.handleAll());
    }

    @Test
    void closingCanHandleTheLastOnes() throws Exception {
        Request<String> call = greet.start("bob");
        greet.start("ann");
        assertEquals(2, receiver.closeQueueAndHandleLast());
        assertEquals("hello bob", call.get(Await.DEADLINE));
        assertThrows(QueueClosedException.class, () -> greet.start("late"));
    }

    @Test
    void aFullQueueRefusesACallAfterTheTime() throws Exception {
        Path folder = folder().resolveSibling("bounded");
        try (JoinableQueue<byte[]> bounded =
                        Dishrack.open(folder, QueueLab.options().withMaxSize(1));
                Caller hasty = new Caller(bounded)) {
            RemoteFunction<String, String> function =
                    hasty.function("greet", Codec.UTF_8, Codec.UTF_8).withRoom(Duration.ZERO);
            Request<String> first = function.start("bob");
            assertThrows(QueueFullException.class, () -> function.start("ann"));
            assertEquals(1, new Receiver(bounded, functions).handleAll());
            assertEquals("hello bob", first.get(Await.DEADLINE));
        }
    }

    @Test
    void defaultWorkersStartOnDemandAndEndWhenIdle() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        functions.register("meet", Codec.UTF_8, Codec.UTF_8, (String text, Call call) -> {
            three.countDown();
            three.await();
            return text;
        });
        try (Caller self = new Caller(lab().open(), functions, 3, Duration.ofMillis(50))) {
            assertEquals(0, self.defaultWorkers().size());
            RemoteFunction<String, String> meet = self.function("meet", Codec.UTF_8, Codec.UTF_8);
            Batch<String> batch = self.batch();
            for (int i = 0; i < 9; i++) {
                batch.add(meet.start("x"));
            }
            assertTrue(batch.waitAll(Await.DEADLINE));
            assertTrue(self.defaultWorkers().awaitEnd(Await.DEADLINE));
            assertEquals(0, self.defaultWorkers().size());
            assertEquals("x", meet.call("x"));
        }
    }

    @Test
    void anInterruptedReceiverHandsTheCallBack() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        functions.register("wait", Codec.UTF_8, Codec.UTF_8, (String text, Call call) -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return text;
        });
        caller.function("wait", Codec.UTF_8, Codec.UTF_8).start("x");
        Running<Integer> handling = lab().call("receiver", receiver::handleAll);
        begun.await();
        handling.interrupt();
        handling.failure(InterruptedException.class);
        assertEquals(1, queue.status().ready());
    }

    @Test
    void aCallThatIsCancelledWhileItRunsInterruptsItsFunctionAndTheReceiverGoesOn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        List<Boolean> told = new ArrayList<>();
        functions.register("hang", Codec.UTF_8, Codec.UTF_8, (String text, Call call) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                told.add(call.isCancelled());
            }
            return text;
        });
        Request<String> hanging =
                caller.function("hang", Codec.UTF_8, Codec.UTF_8).start("x");
        Request<String> next = greet.start("bob");
        Running<Integer> receiving = lab().call("receiver", receiver::handleAll);
        begun.await();
        assertTrue(hanging.future().cancel(true));
        assertEquals(2, receiving.get());
        assertEquals("hello bob", next.get(Await.DEADLINE));
        assertEquals(List.of(true), told);
        assertEquals(1, queue.status().cancelled());
    }
}
