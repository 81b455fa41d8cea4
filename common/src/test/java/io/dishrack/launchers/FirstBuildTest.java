package io.dishrack.launchers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The build that the first launch makes: once, by one process, and whatever becomes of that process. */
@Timeout(120)
class FirstBuildTest {

    private static final int UNUSABLE = 3;

    @TempDir
    Path folder;

    private FakeProject project;

    @BeforeEach
    void makeProject() throws Exception {
        project = new FakeProject(folder);
    }

    @Test
    void theFirstLaunchBuildsAndLaterOnesDoNot() throws Exception {
        assertEquals(0, project.run("washer"));
        assertEquals(2, project.errorsOf("washer").lines().count());

        assertEquals(0, project.run("washer"));
        assertEquals(0, project.run("dryer"));

        assertEquals(List.of("build", "archive", "run", "run", "run"), project.calls());
        assertEquals("", project.errorsOf("washer"));
    }

    @Test
    void aProjectThatIsBuiltAlreadyIsNotBuiltAgain() throws Exception {
        project.run("washer");
        deleteKept();

        assertEquals(0, project.run("washer"));

        assertEquals(List.of("build", "archive", "run", "archive", "run"), project.calls());
    }

    @Test
    void newerJarsOfAnyModuleGetANewArchiveOnceButNoBuild() throws Exception {
        project.run("rack");
        for (String module : List.of("common", "washer", "dryer")) {
            project.renewJar(module);
            project.run("rack");
            project.run("rack");
        }

        assertEquals(1, Collections.frequency(project.calls(), "build"));
        assertEquals(4, Collections.frequency(project.calls(), "archive"));
    }

    @Test
    void aNewListOfJarsIsNoticedAndOldJarsAreRemoved() throws Exception {
        project.run("rack");
        Path lib = project.root.resolve("target/lib");
        Path old = lib.resolve("shared.jar");
        assertTrue(Files.exists(old));
        Path kept = Files.createFile(lib.resolve("newer.jar"));
        project.renewJars("common", "target/lib/newer.jar");
        project.renewJars("washer", "target/lib/newer.jar");
        project.renewJars("dryer", "target/lib/newer.jar");

        project.run("rack");

        String classPath = project.arguments().get(project.arguments().indexOf("-cp") + 1);
        assertTrue(classPath.endsWith("dishrack-dryer.jar:" + kept), classPath);
        assertTrue(Files.exists(kept));
        assertFalse(Files.exists(old));
    }

    @Test
    void aBuildThatLostAJarIsMadeAgain() throws Exception {
        project.run("rack");
        deleteKept();
        Files.delete(project.root.resolve("target/lib/shared.jar"));

        assertEquals(0, project.run("rack"));

        assertEquals(List.of("build", "archive", "run", "build", "archive", "run"), project.calls());
    }

    @Test
    void aMovedProjectWorksFromItsNewPlace() throws Exception {
        project.run("rack");
        Path moved = project.base.resolve("moved");
        Files.move(project.root, moved);

        assertEquals(0, project.run(moved.resolve("scripts/rack"), Map.of()));

        assertTrue(project.arguments().contains("-Ddishrack.scripts=" + moved + "/scripts"));
        assertFalse(String.join("\n", project.arguments()).contains(project.root.toString()));
        assertEquals(1, Collections.frequency(project.calls(), "build"));
    }

    @Test
    void aFailedBuildShowsItsLogAndIsTriedAgainNextTime() throws Exception {
        Path broken = Files.createFile(project.base.resolve("broken"));

        assertEquals(UNUSABLE, project.run("washer"));
        String errors = project.errorsOf("washer");
        assertTrue(errors.contains("\na most telling reason\n"), errors);
        assertTrue(
                errors.contains("washer: the build failed: log=" + project.root + "/target/launch/build.log; "),
                errors);
        assertFalse(project.calls().contains("run"));

        Files.delete(broken);
        assertEquals(0, project.run("washer"));
        assertEquals(List.of("build", "build", "archive", "run"), project.calls());
    }

    @Test
    void launchersStartedTogetherBuildOnce() throws Exception {
        Path hold = project.hold();
        Process first = project.start(project.script("washer"), Map.of());
        project.awaitBuilds(1);
        Process second = project.start(project.script("dryer"), Map.of());
        project.awaitErrors("dryer", "waiting for another launcher");

        Files.delete(hold);
        first.getOutputStream().close();
        second.getOutputStream().close();

        assertEquals(0, first.waitFor());
        assertEquals(0, second.waitFor());
        assertEquals(1, Collections.frequency(project.calls(), "build"));
        assertEquals(1, Collections.frequency(project.calls(), "archive"));
        assertEquals(2, Collections.frequency(project.calls(), "run"));
    }

    @Test
    void nobodyBuildsBesideTheMavenOfAKilledLauncher() throws Exception {
        Path hold = project.hold();
        Process first = project.start(project.script("washer"), Map.of());
        project.awaitBuilds(1);
        first.destroyForcibly().waitFor();
        Process second = project.start(project.script("dryer"), Map.of());
        project.awaitErrors("dryer", "waiting for another launcher");

        Files.delete(hold);
        second.getOutputStream().close();

        assertEquals(0, second.waitFor());
        assertEquals(List.of("build", "archive", "run"), project.calls());
    }

    @Test
    void aBuildThatWasKilledWithItsLauncherLeavesNoLock() throws Exception {
        Path hold = project.hold();
        Process first = project.start(project.script("washer"), Map.of());
        project.awaitBuilds(1);
        // From the top, so that no parent sees its child fail and says so.
        first.destroyForcibly().waitFor();
        ProcessHandle maven = ProcessHandle.of(
                        Long.parseLong(project.file("mvn.pid").strip()))
                .orElseThrow();
        maven.descendants().forEach(ProcessHandle::destroyForcibly);
        maven.destroyForcibly();
        maven.onExit().join();
        Files.delete(hold);

        assertEquals(0, project.run("dryer"));
        assertEquals(List.of("build", "build", "archive", "run"), project.calls());
    }

    @Test
    void withoutAnArchiveTheProgramRunsAllTheSameAndNothingIsTriedTwice() throws Exception {
        FakeProject.executable(
                project.jdk.resolve("bin/java"),
                "#!/bin/sh\ncase $* in *-Xshare:dump* | *ClassList=*) echo try >>\"$FAKE/calls\"; exit 1 ;; esac\necho run >>\"$FAKE/calls\"\n");

        assertEquals(0, project.run("rack"));
        int tries = Collections.frequency(project.calls(), "try");
        assertEquals(0, project.run("rack"));

        assertTrue(tries > 0);
        assertEquals(tries, Collections.frequency(project.calls(), "try"));
        assertEquals(2, Collections.frequency(project.calls(), "run"));
    }

    private void deleteKept() throws Exception {
        try (var kept = Files.list(project.root.resolve("target/launch"))) {
            for (Path file : kept.toList()) {
                Files.delete(file);
            }
        }
    }
}
