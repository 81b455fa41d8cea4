package io.dishrack.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.engine.region.Region;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Background;
import io.dishrack.testkit.Running;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sleeping and waking through words of a mapped file. */
@Timeout(60)
final class SignalTest {

    private static final int LENGTH = 4096;
    private static final int OFFSET = 128;
    private static final long AN_HOUR = TimeUnit.HOURS.toNanos(1);

    private final Background background = new Background();
    private Path file;
    private Signal signal;

    @BeforeEach
    void map(@TempDir Path folder) {
        file = folder.resolve("words");
        Region.create(file, new byte[LENGTH]);
        signal = new Signal(Region.map(file, LENGTH, true), OFFSET);
    }

    @AfterEach
    void stop() throws InterruptedException {
        background.stop();
    }

    @Test
    void nobodySleepsUntilSomebodyPrepares() {
        assertEquals(false, signal.hasSleepers());
        signal.prepare();
        assertTrue(signal.hasSleepers());
        signal.wakeAll();
        assertEquals(false, signal.hasSleepers());
    }

    @Test
    void aSleeperWhoseTicketIsOldDoesNotSleep() {
        int ticket = signal.prepare();
        signal.wakeAll();
        for (int i = 0; i < 1_000; i++) {
            signal.await(ticket, AN_HOUR);
        }
        assertTrue(signal.prepare() != ticket);
    }

    @Test
    void aSleepEndsByItself() {
        for (int i = 0; i < 2; i++) {
            signal.await(signal.prepare(), AN_HOUR);
        }
        assertTrue(signal.hasSleepers());
    }

    /** Each side waits for the other's step, so one lost wake-up costs a slice, and a thousand of them the deadline. */
    @Test
    void twoMappingsOfOneFileTakeTurnsWithoutLosingAWakeUp() throws Exception {
        int turns = 5_000;
        AtomicInteger turn = new AtomicInteger();
        Signal other = new Signal(Region.map(file, LENGTH, true), OFFSET);
        Running<Void> even = background.run("even", () -> takeTurns(signal, turn, 0, turns));
        Running<Void> odd = background.run("odd", () -> takeTurns(other, turn, 1, turns));
        even.get();
        odd.get();
        assertEquals(turns, turn.get());
    }

    private static void takeTurns(Signal signal, AtomicInteger turn, int parity, int turns) {
        while (turn.get() < turns) {
            int ticket = signal.prepare();
            int now = turn.get();
            if (now < turns && now % 2 == parity) {
                turn.incrementAndGet();
                signal.wake(Integer.MAX_VALUE);
            } else if (now < turns) {
                signal.await(ticket, AN_HOUR);
            }
        }
    }

    /** An interrupt that ends no sleep costs a second, and a hundred of them the deadline. */
    @Test
    void anInterruptEndsASleep() throws Exception {
        AtomicInteger asleep = new AtomicInteger();
        int interrupts = 100;
        Thread[] sleeper = new Thread[1];
        Running<Void> sleeping = background.run("sleeper", () -> {
            sleeper[0] = Thread.currentThread();
            while (asleep.get() < interrupts) {
                int ticket = signal.prepare();
                asleep.incrementAndGet();
                while (!Thread.interrupted()) {
                    signal.await(ticket, AN_HOUR);
                    ticket = signal.prepare();
                }
            }
        });
        for (int i = 1; i <= interrupts; i++) {
            int count = i;
            Await.until("sleeps", () -> asleep.get() == count);
            sleeper[0].interrupt();
        }
        sleeping.get();
    }

    @Test
    void aNudgeEndsASleepWhoseWakeUpDidNotArrive() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        Running<Void> sleeping = background.run("sleeper", () -> {
            signal.await(signal.prepare(), AN_HOUR);
            ended.incrementAndGet();
        });
        Await.until("sleeps", signal::hasOwnSleepers);
        Signal other = new Signal(Region.map(file, LENGTH, true), OFFSET);
        int before = other.prepare();
        other.nudge();
        assertEquals(before, other.prepare(), "nobody sleeps through this one");
        other.wakeAll();
        signal.nudge();
        sleeping.get();
        assertEquals(1, ended.get());
        assertEquals(false, signal.hasOwnSleepers());
    }

    @Test
    void wakeAllEndsEverySleep() throws Exception {
        AtomicInteger asleep = new AtomicInteger();
        AtomicInteger flag = new AtomicInteger();
        Running<?>[] sleepers = new Running<?>[4];
        for (int i = 0; i < sleepers.length; i++) {
            sleepers[i] = background.run("sleeper " + i, () -> sleepUntil(flag, asleep));
        }
        Await.until("all sleep", () -> asleep.get() == sleepers.length);
        flag.set(1);
        signal.wakeAll();
        for (Running<?> sleeper : sleepers) {
            sleeper.get();
        }
    }

    private void sleepUntil(AtomicInteger flag, AtomicInteger asleep) {
        asleep.incrementAndGet();
        while (flag.get() == 0) {
            int ticket = signal.prepare();
            if (flag.get() == 0) {
                signal.await(ticket, AN_HOUR);
            }
        }
    }
}
