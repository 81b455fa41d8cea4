package io.dishrack.behaviour;

import io.dishrack.QueueInspector;
import io.dishrack.testkit.QueueLab;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * All behaviours, each on a queue of its own; after each the counts must add up. An engine's test says how its queue is
 * opened.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class JoinableQueueBehaviour
        implements PutTakeBehaviour,
                BoundBehaviour,
                JoinBehaviour,
                SettleBehaviour,
                RetryBehaviour,
                RedriveBehaviour,
                OriginBehaviour,
                PriorityBehaviour,
                DelayBehaviour,
                PauseBehaviour,
                LimitBehaviour,
                CancelBehaviour,
                BatchBehaviour,
                ShutdownBehaviour,
                HandleBehaviour,
                InterruptBehaviour,
                PayloadBehaviour,
                CodecBehaviour,
                ResultsBehaviour,
                ArgumentsBehaviour,
                ConcurrencyBehaviour,
                PresenceBehaviour,
                KeyBehaviour,
                KeyInterplayBehaviour {

    private QueueLab lab;

    /** A queue of the engine under test that belongs to this folder, which is fresh for each test. */
    protected abstract URI uri(Path folder);

    /** Looks at the queue that belongs to this folder. */
    protected abstract QueueInspector inspect(Path folder);

    @BeforeEach
    void freshQueue(@TempDir Path temp) {
        Path folder = temp.resolve("queue");
        lab = new QueueLab(uri(folder), () -> inspect(folder));
    }

    @AfterEach
    void countsAddUp() throws InterruptedException {
        try {
            lab.check();
        } finally {
            lab.end();
        }
    }

    @Override
    public QueueLab lab() {
        return lab;
    }
}
