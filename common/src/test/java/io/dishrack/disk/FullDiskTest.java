package io.dishrack.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.JvmCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a full disk put and done fail before anything is promised, nobody dies, and all goes on when there is room. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FullDiskTest {

    /** A mount of its own, seen by the child only. */
    private static final String MOUNT = "mount -t tmpfs -o size=16m,mode=700 dishrack \"$0\"";

    @RegisterExtension
    private final Children children = new Children();

    @TempDir
    private Path disk;

    @ParameterizedTest
    @EnumSource
    void theQueueSurvives(FullDiskProgram.Scene scene) throws Exception {
        assumeTrue(run(List.of("unshare", "-rm", "sh", "-c", MOUNT, disk.toString())), "no file system of one's own");
        List<String> command =
                new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", MOUNT + " && exec \"$@\"", disk.toString()));
        command.addAll(JvmCommand.of(FullDiskProgram.class, List.of(disk.toString(), scene.name())));
        Child child = children.startCommand("full disk", command, null);
        child.expectLine("survived " + scene);
        assertEquals(0, child.waitFor(), child.errors());
    }

    private static boolean run(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
