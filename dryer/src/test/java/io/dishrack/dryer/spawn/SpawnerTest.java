package io.dishrack.dryer.spawn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SAME_THREAD)
class SpawnerTest {

    private static final List<String> REPLACED = List.of("SPAWNED_A", "SPAWNED_B", "HOME");

    @TempDir
    private Path temp;

    private Spawner spawner;

    @BeforeAll
    static void load() {
        Spawner.loadAndWait();
    }

    @BeforeEach
    void create() {
        spawner = Spawner.ifReady(REPLACED, false);
        assertNotNull(spawner, "there is a spawner on Linux with glibc");
    }

    private Process start(List<String> argv, String... variables) {
        return start(spawner, argv, variables);
    }

    private Process start(Spawner by, List<String> argv, String... variables) {
        Spawner.Streams streams = new Spawner.Streams("/dev/null", file("out"), file("err"));
        return by.start(new Spawner.Plan(argv, List.of(variables), streams));
    }

    private String file(String name) {
        return temp.resolve(name).toString();
    }

    private String output() throws IOException {
        return Files.readString(Path.of(file("out")), StandardCharsets.ISO_8859_1);
    }

    private static List<String> shell(String text) {
        return List.of("sh", "-c", text);
    }

    private static long openPidfds() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(SpawnerTest::isPidfd).count();
        }
    }

    private static boolean isPidfd(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("pidfd");
        } catch (IOException e) {
            return false; // that of the listing itself
        }
    }

    @Test
    void argumentsArriveByteForByteHoweverLongTheyAre() throws Exception {
        String odd = "\u00ff\u0001 \n'$(x)";
        String large = "\u00e9".repeat(100_000);
        assertEquals(0, start(List.of("printf", "<%s>", odd, "", large)).waitFor());
        assertEquals("<" + odd + "><><" + large + ">", output());
        assertEquals(0, start(List.of("printf", "<%s>", "short again")).waitFor());
        assertEquals("<short again>", output());
    }

    @Test
    void theEnvironmentIsTheOwnOneWithoutWhatIsReplacedAndWithWhatIsSet() throws Exception {
        String show = "printf '%s|%s|%s|%s' \"$PATH\" \"${HOME-none}\" \"${SPAWNED_A-none}\" \"${SPAWNED_B-none}\"";
        assertEquals(0, start(shell(show), "SPAWNED_A=\u00ff", "SPAWNED_B=b").waitFor());
        assertEquals(System.getenv("PATH") + "|none|\u00ff|b", output());
        assertEquals(0, start(shell(show), "SPAWNED_B=c").waitFor());
        assertEquals(System.getenv("PATH") + "|none|none|c", output());
    }

    @Test
    void exitCodesAndSignalsAreTold() throws Exception {
        assertEquals(0, start(shell("exit 0")).waitFor());
        assertEquals(255, start(shell("exit 255")).waitFor());
        assertEquals(137, start(shell("kill -KILL $$")).waitFor());
        assertEquals(143, start(shell("kill -TERM $$")).waitFor());
    }

    @Test
    void aChildBlocksNoSignal() throws Exception {
        assertEquals(0, start(List.of("grep", "SigBlk", "/proc/self/status")).waitFor());
        assertEquals("SigBlk:\t0000000000000000\n", output());
    }

    @Test
    void aSessionOfItsOwnIsThatOfTheChild() throws Exception {
        String session = "read -r pid name state parent group session rest </proc/self/stat; echo $((session == $$))";
        assertEquals(0, start(shell(session)).waitFor());
        assertEquals("0\n", output());
        assertEquals(0, start(Spawner.ifReady(REPLACED, true), shell(session)).waitFor());
        assertEquals("1\n", output());
    }

    @Test
    void whatTheSystemRefusesIsNull() {
        assertNull(start(List.of("no-such-command")));
        assertNull(start(List.of(temp.toString())));
        assertNull(start(List.of("true", "x".repeat(140_000))), "too long for an argument");
    }

    @Test
    void aTimedWaitEndsWithTheTimeOrTheChild() throws Exception {
        Process child = start(shell("while [ ! -e " + file("go") + " ]; do sleep 0.01; done; exit 7"));
        assertFalse(child.waitFor(1, TimeUnit.MILLISECONDS));
        assertTrue(child.isAlive());
        assertThrows(IllegalThreadStateException.class, child::exitValue);
        Files.createFile(temp.resolve("go"));
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        assertFalse(child.isAlive());
        assertEquals(7, child.exitValue());
        assertTrue(child.waitFor(0, TimeUnit.SECONDS), "again");
    }

    @Test
    void aWaitWithoutADescriptorEndsTheSame() throws Exception {
        Process child = start(shell("while [ ! -e " + file("go") + " ]; do sleep 0.01; done; exit 7"));
        Process blind = new SpawnedProcess((int) child.pid(), -1, new Scratch(SpawnedProcess.MEMORY_BYTES));
        assertFalse(blind.waitFor(1, TimeUnit.MILLISECONDS));
        Files.createFile(temp.resolve("go"));
        assertEquals(7, blind.waitFor());
        assertFalse(blind.isAlive());
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread waiter = new Thread(() -> {
            Process child = start(Spawner.ifReady(REPLACED, false), List.of("sleep", "1000"));
            try {
                child.waitFor();
            } catch (InterruptedException e) {
                thrown.set(e);
            }
            child.destroyForcibly();
            while (child.isAlive()) {
                Thread.onSpinWait();
            }
        });
        waiter.start();
        waiter.interrupt();
        waiter.join();
        assertTrue(thrown.get() instanceof InterruptedException);
    }

    @Test
    void childrenThatEndedLeaveNeitherZombieNorDescriptor() throws Exception {
        long before = openPidfds();
        for (int i = 0; i < 100; i++) {
            Process child = start(List.of("true"));
            assertEquals(0, child.waitFor());
            assertFalse(Files.exists(Path.of("/proc", Long.toString(child.pid()))));
        }
        assertEquals(before, openPidfds());
    }

    @Test
    void aChildThatIsNotAskedIsAZombieSoThatItsIdIsNoOthers() throws Exception {
        Process child = start(List.of("true"));
        Path stat = Path.of("/proc", Long.toString(child.pid()), "stat");
        Await.until("it has ended", () -> Files.readString(stat).contains(") Z "));
        child.destroy();
        assertEquals(0, child.exitValue());
        assertFalse(Files.exists(stat));
    }
}
