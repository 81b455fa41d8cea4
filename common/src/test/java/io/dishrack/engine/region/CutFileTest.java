package io.dishrack.engine.region;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import io.dishrack.testkit.JvmCommand;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file that is cut while it is mapped: never the end of the virtual machine, never a loop without an end. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CutFileTest {

    private static final int LENGTH = 8192;

    @RegisterExtension
    private final Children children = new Children();

    @TempDir
    private Path temp;

    @ParameterizedTest
    @EnumSource(CutFileProgram.Way.class)
    void itIsAnErrorOfTheVeryCallWhileThatIsInterpreted(CutFileProgram.Way way) throws Exception {
        everyUseIsTold(way, "-Xint", 150, 0);
    }

    @ParameterizedTest
    @EnumSource(CutFileProgram.Way.class)
    void itIsAnErrorOfTheVeryCallWhileReadingIsCompiledAndSwappingIsNot(CutFileProgram.Way way) throws Exception {
        everyUseIsTold(way, "-XX:TieredStopAtLevel=1", 150, 100_000);
    }

    @ParameterizedTest
    @EnumSource(CutFileProgram.Way.class)
    void itIsAnErrorOfTheVeryCallWhereAllIsCompiled(CutFileProgram.Way way) throws Exception {
        everyUseIsTold(way, "-XX:TieredStopAtLevel=4", 300_000, 0);
    }

    private void everyUseIsTold(CutFileProgram.Way way, String flag, int uses, int reads) throws Exception {
        Path file = temp.resolve("file");
        Region.create(file, new byte[LENGTH]);
        List<String> command = new ArrayList<>(JvmCommand.of(
                CutFileProgram.class,
                List.of(
                        file.toString(),
                        Integer.toString(LENGTH),
                        way.name(),
                        Integer.toString(uses),
                        Integer.toString(reads))));
        // Before its class, behind the flags that it overrides.
        command.add(command.indexOf("-cp"), flag);
        Child child = children.startCommand(way + flag, command, null);
        child.expectLine("ready");
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(0);
        }
        child.send("cut");
        assertEquals("told " + CutFileProgram.USES, child.expectLine("told"));
        assertEquals(0, child.waitFor(), child.errors());
    }
}
