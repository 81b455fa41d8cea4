package io.dishrack.behaviour;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dishrack.testkit.JvmCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The suite of behaviours on the newest JDK of this machine, when there is one newer than that of the build. */
final class NewestJdkTest {

    private static final Pattern RELEASE = Pattern.compile("JAVA_VERSION=\"(\\d+)");
    private static final Pattern SUMMARY = Pattern.compile("succeeded=(\\d+) failed=0\n*$");
    private static final int FEWEST = 150;

    /** A JDK and its feature number. */
    private record Jdk(Path home, int feature) {}

    @Test
    @Timeout(value = 10, unit = java.util.concurrent.TimeUnit.MINUTES)
    void theSuiteOfBehavioursPassesThereToo() throws Exception {
        Jdk newest = newest();
        assumeTrue(newest != null, "no JDK newer than " + Runtime.version().feature() + " under /usr/lib/jvm");
        List<String> command = JvmCommand.of(newest.home(), BehaviourProgram.class, List.of());
        Process suite = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        suite.waitFor();
        Matcher summary = SUMMARY.matcher(said);
        assertTrue(summary.find(), () -> "JDK " + newest + ":\n" + said);
        assertTrue(Integer.parseInt(summary.group(1)) >= FEWEST, said);
    }

    private static Jdk newest() throws IOException {
        List<Path> homes = new ArrayList<>();
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> paths = Files.list(installed)) {
                paths.forEach(homes::add);
            }
        }
        Jdk newest = null;
        for (Path home : homes) {
            int feature = feature(home);
            if (feature > Runtime.version().feature() && (newest == null || feature > newest.feature())) {
                newest = new Jdk(home, feature);
            }
        }
        return newest;
    }

    private static int feature(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return 0;
        }
        Matcher version = RELEASE.matcher(Files.readString(release));
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }
}
