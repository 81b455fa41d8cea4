package io.dishrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.testkit.OrdinarySignals;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalsTest {

    /** Says it is ready, tells each signal, and ends at the second with its exit code. */
    static final class Listener {
        public static void main(String[] args) throws InterruptedException {
            SynchronousQueue<Integer> heard = new SynchronousQueue<>();
            Signals.handle(signal -> {
                try {
                    heard.put(signal);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            System.out.println("ready");
            System.out.println(heard.take());
            int second = heard.take();
            System.out.println(second);
            System.exit(Signals.exitCode(second));
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,2", "TERM,15", "HUP,1"})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aProgramHearsASignalTwiceAndChoosesItsExitCode(String name, int number) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(OrdinarySignals.of(
                        List.of(java, "-cp", System.getProperty("java.class.path"), Listener.class.getName())))
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("ready", lines.readLine());
            for (int i = 0; i < 2; i++) {
                signal(name, process);
                assertEquals(String.valueOf(number), lines.readLine());
            }
            assertEquals(128 + number, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertTrue(kill.waitFor(10, TimeUnit.SECONDS));
        assertEquals(0, kill.exitValue());
    }

    @Test
    void theExitCodeOfASignalIsTheShells() {
        assertEquals(ExitCode.INTERRUPTED, Signals.exitCode(Signals.INTERRUPT));
        assertEquals(ExitCode.TERMINATED, Signals.exitCode(Signals.TERMINATE));
    }
}
