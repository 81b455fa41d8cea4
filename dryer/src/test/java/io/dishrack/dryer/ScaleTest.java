package io.dishrack.dryer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.ProcessInfo;
import io.dishrack.QueueInspector;
import io.dishrack.cli.ExitCode;
import io.dishrack.rack.RackLab;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.JvmCommand;
import io.dishrack.testkit.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code rack scale} and {@code rack stop} with dryers in processes of their own, which outlive whoever started them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScaleTest {

    private static final String SCRIPTS = "dishrack.scripts";

    /** Says that it runs by a file, then waits for another. */
    private static final String PATIENT = ": >\"$0/runs.$1\"; while [ ! -e \"$0/go\" ]; do sleep 0.02; done";

    @TempDir
    private Path temp;

    private final RackLab rack = new RackLab();
    private String scriptsBefore;
    private Path queue;

    /** A queue of three items, and a launcher for dryers as the project's is. */
    @BeforeEach
    void prepare() throws Exception {
        scriptsBefore = System.getProperty(SCRIPTS);
        queue = temp.resolve("queue ü");
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, OpenOptions.DEFAULTS)) {
            Texts.putAll(open, "a", "b", "c");
        }
        String command = JvmCommand.of(DryerMain.class, List.of()).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path script = Files.writeString(temp.resolve("dryer"), "#!/bin/sh\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        System.setProperty(SCRIPTS, temp.toString());
    }

    @AfterEach
    void end() throws IOException {
        if (scriptsBefore == null) {
            System.clearProperty(SCRIPTS);
        } else {
            System.setProperty(SCRIPTS, scriptsBefore);
        }
        Files.writeString(temp.resolve("go"), "");
        assertEquals(0, rack.run("stop", "--execute", "--wait=60s", queue), rack.told());
    }

    private List<ProcessInfo> dryers() {
        try (QueueInspector look = Dishrack.inspect(queue)) {
            return look.status().processes().stream()
                    .filter(process -> process.role().equals("dryer"))
                    .toList();
        }
    }

    private Set<Long> pids() {
        return dryers().stream().map(ProcessInfo::pid).collect(Collectors.toSet());
    }

    private long done() {
        try (QueueInspector look = Dishrack.inspect(queue)) {
            return look.status().done();
        }
    }

    private int scale(int dryers) {
        return rack.run("scale", "--execute", "--wait=60s", queue, dryers, "--", "--", "sh", "-c", PATIENT, temp, "{}");
    }

    @Test
    void dryersAreStartedAsToldThenAsTheOneThatRunsThenDismissedYoungestFirst() throws Exception {
        assertEquals(0, scale(1), rack.told());
        Set<Long> first = pids();
        assertEquals(1, first.size());
        assertEquals(0, rack.run("scale", "--execute", "--wait=60s", queue, 3), rack.told());
        assertEquals(3, pids().size());
        Await.until("all three run", () -> runs("a") && runs("b") && runs("c"));
        assertEquals(ExitCode.TIMED_OUT, rack.run("scale", "--execute", "--wait=100ms", queue, 1));
        assertEquals(3, pids().size(), "they finish what runs");
        assertEquals(2, dryers().stream().filter(ProcessInfo::dismissed).count());
        Files.writeString(temp.resolve("go"), "");
        Await.until("the younger ones are gone", () -> pids().equals(first));
        Await.until("what ran was finished", () -> done() == 3);
        assertEquals(0, rack.run("verify", queue), rack.out());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(queue.resolve("logs"))));
    }

    private boolean runs(String item) {
        return Files.exists(temp.resolve("runs." + item));
    }

    @Test
    void anIdleDryerGoesWhenItIsAskedAndOthersStay() throws Exception {
        Files.writeString(temp.resolve("go"), "");
        assertEquals(0, scale(2), rack.told());
        Await.until("all is done", () -> done() == 3);
        long one = dryers().get(0).pid();
        assertEquals(0, rack.run("stop", "--execute", "--wait=60s", queue, one), rack.told());
        assertEquals(1, pids().size());
        assertFalse(pids().contains(one));
        assertEquals(ExitCode.FAILED_ITEMS, rack.run("stop", "--execute", queue, one));
        assertTrue(rack.told().contains("no living dryer: pid=" + one), rack.told());
    }

    @Test
    void withoutExecuteNothingIsStartedAndNobodyAsked() {
        assertEquals(0, rack.run("scale", queue, 2, "--", "--jobs", 2));
        assertTrue(rack.told().contains("would start: dryers=2 "), rack.told());
        assertTrue(rack.told().contains("/dryer --jobs 2 " + queue + "; add --execute"), rack.told());
        assertEquals(0, rack.run("stop", queue));
        assertEquals(0, rack.run("scale", queue, 0));
        assertTrue(rack.told().contains("nothing to do: dryers=0"), rack.told());
        assertFalse(Files.exists(queue.resolve("logs")));
    }

    @Test
    void whereThereIsNothingToCopyItIsSaid() {
        assertEquals(ExitCode.USAGE, rack.run("scale", "--execute", queue, 1));
        assertTrue(rack.told().startsWith("rack: no dryer whose arguments could be taken: dryers=0 "), rack.told());
        assertEquals(ExitCode.USAGE, rack.run("scale", "--execute", queue, -1));
        assertEquals(ExitCode.USAGE, rack.run("scale", "--execute", queue, 251));
    }

    @Test
    void dryersThatEndAtOnceAreTold() throws IOException {
        assertEquals(ExitCode.UNUSABLE, rack.run("scale", "--execute", queue, 1, "--", "--jobs=none"));
        assertTrue(rack.told().contains("dryers ended as soon as they were started"), rack.told());
        try (var logs = Files.list(queue.resolve("logs"))) {
            assertTrue(Files.readString(logs.findFirst().orElseThrow()).contains("--jobs"), "its log says why");
        }
    }

    @Test
    void aDismissedDryerEndsWithinAMoment() throws Exception {
        assertEquals(0, scale(1), rack.told());
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, OpenOptions.DEFAULTS)) {
            Files.writeString(temp.resolve("go"), "");
            assertTrue(open.join(Duration.ofSeconds(60)));
            assertEquals(1, open.dismiss(dryers().get(0).pid()));
            Await.until("gone", () -> dryers().isEmpty());
        }
    }
}
