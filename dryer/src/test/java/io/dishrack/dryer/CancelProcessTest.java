package io.dishrack.dryer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Cancellation;
import io.dishrack.ItemState;
import io.dishrack.Result;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.JvmCommand;
import io.dishrack.testkit.ProcessState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Cancelling what dryers of their own processes run. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CancelProcessTest {

    /** Notes its process id, and that of a grandchild which has left its group and parent and is deaf to SIGTERM. */
    private static final String FAMILY =
            "(setsid sh -c 'trap \"\" TERM; echo $$ >>\"$DIR/pids\"; while :; do sleep 1; done' &); "
                    + "echo $$ >>\"$DIR/pids\"; exec sleep 1000";

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    private Path temp;

    private Child dryer(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "DIR=" + temp));
        command.addAll(JvmCommand.of(DryerMain.class, List.of(arguments)));
        return children.startCommand("dryer", command, null);
    }

    private String queue() {
        return temp.resolve("queue").toString();
    }

    private List<String> pids() throws Exception {
        Path file = temp.resolve("pids");
        Await.until(
                "it runs", () -> Files.exists(file) && Files.readAllLines(file).size() == 2);
        return Files.readAllLines(file);
    }

    private static boolean isGone(String pid) throws Exception {
        ProcessState state = ProcessState.of(Long.parseLong(pid));
        return state == ProcessState.GONE || state == ProcessState.ZOMBIE;
    }

    @Test
    void aCancelledCommandAndAllThatItStartedEndAndTheDryerGoesOn() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("family", "next");
            String shell = "if [ \"$1\" = next ]; then echo it goes on; else " + FAMILY + "; fi";
            Child dryer = dryer("--until-empty", "--shell", shell, queue());
            List<String> pids = pids();
            assertEquals(Cancellation.ASKED, sink.queue().cancel(1));
            assertEquals(0, dryer.waitFor(), dryer.errors());
            assertTrue(isGone(pids.get(0)) && isGone(pids.get(1)), "command and grandchild are gone");
            Result result = sink.results().get(1L);
            assertEquals(ItemState.CANCELLED, result.state());
            assertEquals(128 + 15, result.report().exitCode());
            assertTrue(sink.error(1).contains("cancelled while it ran"), sink.error(1));
            assertEquals("it goes on\n", sink.output(2));
            assertEquals("dryer: item cancelled: item=1 attempt=1\n", dryer.errors());
        }
    }

    @Test
    void anItemWhoseDryerIsKilledBeforeItHeardOfTheCancelEndsCancelledAndRunsNoMore() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("family");
            Child dryer = dryer("--shell", FAMILY, queue());
            List<String> pids = pids();
            dryer.freeze();
            assertEquals(Cancellation.ASKED, sink.queue().cancel(1));
            dryer.kill();
            assertTrue(sink.queue().join(Await.DEADLINE));
            assertEquals(1, sink.queue().status().cancelled());
            Await.until("its result tells so", () -> sink.results().containsKey(1L));
            assertEquals(ItemState.CANCELLED, sink.results().get(1L).state());
            assertTrue(isGone(pids.get(0)) && isGone(pids.get(1)), "command and grandchild are gone");
            assertEquals(0, sink.dry("QUEUE", "--", "touch").code());
            assertEquals(0, sink.queue().status().done());
        }
    }
}
