package io.dishrack.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.testkit.Background;
import io.dishrack.testkit.Running;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DozeTest {

    private final Background background = new Background();
    private final Doze doze = new Doze();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() throws InterruptedException {
        background.stop();
    }

    private String forEver() throws InterruptedException {
        never.await();
        return "never";
    }

    @Test
    void aWaitThatIsWokenBringsNothingAndLeavesNoInterrupt() throws Exception {
        Running<Boolean> sleeper = background.call("sleeper", () -> {
            assertNull(doze.during(this::forEver));
            return Thread.currentThread().isInterrupted();
        });
        sleeper.stillWaits();
        doze.wake();
        assertFalse(sleeper.get());
    }

    @Test
    void aWakeUpBeforeTheWaitIsNotMissed() throws Exception {
        doze.wake();
        assertNull(doze.during(this::forEver));
        assertEquals("then", doze.during(() -> "then"));
    }

    @Test
    void whatTheWaitBroughtIsKeptWhenItIsWokenAtTheSameTime() throws Exception {
        String brought = doze.during(() -> {
            doze.wake();
            return "item";
        });
        assertEquals("item", brought);
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals("next", doze.during(() -> "next"));
    }

    @Test
    void anInterruptBySomebodyElseIsTold() throws Exception {
        Running<String> sleeper = background.call("sleeper", () -> doze.during(this::forEver));
        sleeper.stillWaits();
        sleeper.interrupt();
        sleeper.failure(InterruptedException.class);
    }

    @Test
    void threadsKeepNoJvmAlive() {
        assertTrue(Daemons.make("any", () -> {}).isDaemon());
    }
}
