package io.dishrack.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever calls a queue whose file was cut meanwhile is told by that very call, and not by an error later on. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CutFileTest {

    @RegisterExtension
    private final Children children = new Children();

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(strings = {"put", "poll", "done", "unfinished"})
    void aCallOnAQueueWhoseControlFileIsCutIsAnError(String way) throws Exception {
        everyCallIsTold("control", 0, way);
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "poll", "done", "unfinished"})
    void soItIsInAProcessThatHasWorkedForAWhile(String way) throws Exception {
        everyCallIsTold("control", 20_000, way);
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "poll", "done", "unfinished"})
    void aCallOnAQueueWhoseLedgerIsCutIsAnError(String way) throws Exception {
        everyCallIsTold("ledger/00000000.ledger", 0, way);
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "poll"})
    void aCallThatNeedsTheItemsIsAnErrorWhereTheyAreCut(String way) throws Exception {
        everyCallIsTold("items/19700101F.cq4", 0, way);
    }

    private void everyCallIsTold(String file, int before, String way) throws Exception {
        Path queue = temp.resolve("queue");
        Child child = children.start(CutFileProgram.class, queue.toString(), Integer.toString(before), way);
        child.expectLine("ready");
        try (RandomAccessFile open =
                new RandomAccessFile(queue.resolve(file).toRealPath().toFile(), "rw")) {
            open.setLength(0);
        }
        child.send("cut");
        assertEquals("told " + CutFileProgram.CALLS, child.expectLine("told"));
    }
}
