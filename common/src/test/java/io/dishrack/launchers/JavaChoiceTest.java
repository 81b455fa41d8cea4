package io.dishrack.launchers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which java a launcher takes, and what it says when there is none that will do. */
@Timeout(120)
class JavaChoiceTest {

    private static final int UNUSABLE = 3;

    @TempDir
    Path folder;

    private FakeProject project;

    @BeforeEach
    void makeProject() throws Exception {
        project = new FakeProject(folder);
    }

    @Test
    void javaHomeGoesBeforeThePath() throws Exception {
        Path other = project.base.resolve("other jdk");
        FakeProject.addJdk(other, "25.0.1");

        project.run("rack");
        project.run(project.script("rack"), Map.of("JAVA_HOME", other.toString()));

        assertTrue(project.arguments().contains(archive("java-Some-25.0.1+1")));
        assertEquals(List.of("build", "archive", "run", "archive", "run"), project.calls());
    }

    @Test
    void aJavaOnThePathThatNowLeadsElsewhereIsNoticed() throws Exception {
        project.run("rack");
        Path newer = project.base.resolve("newer");
        FakeProject.addJdk(newer, "21.0.2");
        Files.delete(project.bin.resolve("java"));
        Files.createSymbolicLink(project.bin.resolve("java"), newer.resolve("bin/java"));

        project.run("rack");

        assertTrue(project.arguments().contains(archive("java-Some-21.0.2+1")));
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        assertEquals(UNUSABLE, project.run(project.script("rack"), Map.of("JAVA_HOME", "/no/where")));
        assertEquals(
                "rack: no java here: JAVA_HOME=/no/where; set it to a JDK 17 or newer, or unset it\n",
                project.errorsOf("rack"));
        assertEquals(List.of(), project.calls());
    }

    @Test
    void noJavaAtAllIsOneLine() throws Exception {
        Path empty = Files.createDirectories(project.base.resolve("empty"));

        // Through sh by its full name: even `env` and `readlink` are not to be had on this path.
        assertEquals(UNUSABLE, project.run(project.script("rack"), Map.of("PATH", empty.toString())));
        assertEquals(
                "rack: no java found: PATH=" + empty + "; install a JDK 17 or newer, or set JAVA_HOME\n",
                project.errorsOf("rack"));
    }

    @Test
    void anOldJavaIsRefusedBeforeAnythingIsBuilt() throws Exception {
        Path old = project.base.resolve("old");
        FakeProject.addJdk(old, "1.8.0_402");

        assertEquals(UNUSABLE, project.run(project.script("washer"), Map.of("JAVA_HOME", old.toString())));
        assertEquals(
                "washer: java is too old: found=1.8.0_402 needed=17 java=" + old
                        + "/bin/java; set JAVA_HOME to a newer JDK\n",
                project.errorsOf("washer"));
        assertEquals(List.of(), project.calls());
    }

    @Test
    void aJavaWithoutAReleaseFileIsAskedForItsVersion() throws Exception {
        Path wrapped = project.base.resolve("wrapped");
        Files.createDirectories(wrapped.resolve("bin"));
        FakeProject.executable(wrapped.resolve("bin/java"), """
                #!/bin/sh
                if [ "$1" = -XshowSettings:properties ]; then
                    echo '    java.home = %1$s' >&2
                    echo '    java.version = 21.0.4' >&2
                    echo '    java.vm.version = 21.0.4+7 LTS/x' >&2
                    exit
                fi
                exec '%1$s/bin/java' "$@"
                """.formatted(project.jdk));

        assertEquals(0, project.run(project.script("rack"), Map.of("JAVA_HOME", wrapped.toString())));
        assertTrue(project.arguments().contains(archive("java-21.0.4+7_LTS_x")), project::toString);
    }

    private String archive(String name) {
        return "-XX:SharedArchiveFile=" + project.root + "/target/launch/" + name + ".jsa";
    }
}
