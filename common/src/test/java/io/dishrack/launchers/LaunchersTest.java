package io.dishrack.launchers;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a launcher gives to java, wherever it is called from. */
@Timeout(120)
class LaunchersTest {

    @TempDir
    Path folder;

    private FakeProject project;

    @BeforeEach
    void makeProject() throws Exception {
        project = new FakeProject(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "washer, io.dishrack.washer.WasherMain",
        "dryer,  io.dishrack.dryer.DryerMain",
        "dishes, io.dishrack.dishes.DishesMain",
        "rack,   io.dishrack.rack.RackMain"
    })
    void eachLauncherRunsItsOwnMainClass(String program, String main) throws Exception {
        assertEquals(0, project.run(program, "QUEUE"));

        List<String> arguments = project.arguments();
        assertEquals(List.of(main, "QUEUE"), arguments.subList(arguments.size() - 2, arguments.size()));
    }

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        String[] given = {
            "--", "", " two  words ", "*", "$(touch pwned)", "`touch pwned`", "-n", "\\n", "it's \"so\"", "ü"
        };
        project.run("washer", given);

        List<String> arguments = project.arguments();
        assertEquals(List.of(given), arguments.subList(arguments.size() - given.length, arguments.size()));
        assertFalse(Files.exists(project.base.resolve("pwned")));
    }

    @Test
    void javaGetsTheSharedFlagsTheScriptsFolderAndTheClassPathInOrder() throws Exception {
        project.run("dryer");

        List<String> arguments = project.arguments();
        String root = project.root.toString();
        assertAll(
                () -> assertEquals("@" + root + "/scripts/jvm.flags", arguments.get(0)),
                () -> assertTrue(arguments.contains("-Ddishrack.scripts=" + root + "/scripts")),
                () -> assertEquals(
                        String.join(
                                ":",
                                root + "/common/target/dishrack-common.jar",
                                root + "/washer/target/dishrack-washer.jar",
                                root + "/dryer/target/dishrack-dryer.jar",
                                root + "/target/lib/common.jar",
                                root + "/target/lib/shared.jar",
                                root + "/target/lib/washer.jar",
                                root + "/target/lib/dryer.jar"),
                        arguments.get(arguments.indexOf("-cp") + 1)),
                () -> assertTrue(
                        arguments.contains("-XX:SharedArchiveFile=" + root + "/target/launch/java-Some-17.0.9+1.jsa")));
    }

    @Test
    void onlyTheDryerIsCompiledForALongRun() throws Exception {
        project.run("washer");
        assertTrue(project.arguments().contains("-XX:TieredStopAtLevel=1"));

        project.run("dryer");
        assertFalse(project.arguments().contains("-XX:TieredStopAtLevel=1"));
    }

    @Test
    void optionsOfTheUserComeAfterAllOthersAndAreNotExpanded() throws Exception {
        project.run(project.script("rack"), Map.of("DISHRACK_JAVA_OPTS", "-Xmx64m  -Dx=*"), "status");

        List<String> arguments = project.arguments();
        int own = arguments.indexOf("-Xmx64m");
        assertEquals(List.of("-Xmx64m", "-Dx=*", "-cp"), arguments.subList(own, own + 3));
    }

    @Test
    void aLauncherWorksThroughAChainOfSymbolicLinks() throws Exception {
        Path elsewhere = Files.createDirectories(project.base.resolve("else where"));
        Files.createSymbolicLink(elsewhere.resolve("absolute"), project.script("washer"));
        Files.createSymbolicLink(project.base.resolve("relative"), Path.of("else where/absolute"));

        assertEquals(0, project.run(project.base.resolve("relative"), Map.of()));

        assertTrue(project.arguments().contains("-Ddishrack.scripts=" + project.root + "/scripts"));
        assertTrue(project.arguments().contains("io.dishrack.washer.WasherMain"));
    }

    @Test
    void aLauncherWorksInALinkedFolderAndByItsBareName() throws Exception {
        Path linked = Files.createSymbolicLink(project.base.resolve("linked"), project.root.resolve("scripts"));
        assertEquals(0, project.run(linked.resolve("rack"), Map.of()));
        assertTrue(project.arguments().contains("-Ddishrack.scripts=" + project.root + "/scripts"));

        Files.delete(project.base.resolve("arguments"));
        FakeProject.executable(project.bin.resolve("bare"), "#!/bin/sh\ncd \"$1\" && exec sh rack by-name\n");
        Path scripts = project.root.resolve("scripts");
        assertEquals(0, project.run(project.bin.resolve("bare"), Map.of("CDPATH", "/"), scripts.toString()));
        assertTrue(project.arguments().contains("by-name"));
    }

    @Test
    void theProgramTakesTheLaunchersPlaceAndItsExitCodeIsKept() throws Exception {
        Process process = project.start(project.script("washer"), Map.of("FAKE_EXIT", "4"));
        process.getOutputStream().close();

        assertEquals(4, process.waitFor());
        assertEquals(process.pid(), Long.parseLong(project.file("pid").strip()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theProgramSeesTheUsersEnvironmentUnchanged(int launches) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (String script : List.of("washer", ".launch", ".prepare")) {
            Matcher names = Pattern.compile("\\b(?:dr_)?([a-z_]+)=").matcher(Files.readString(project.script(script)));
            while (names.find()) {
                given.put(names.group(1), "mine");
            }
        }
        assertTrue(given.keySet().containsAll(List.of("root", "version", "java_home")), given::toString);

        for (int launch = 0; launch < launches; launch++) {
            project.run(project.script("washer"), given);
        }

        List<String> seen = project.file("environment").lines().toList();
        given.forEach((name, value) -> assertTrue(seen.contains(name + "=" + value), name));
        assertEquals(
                List.of(), seen.stream().filter(line -> line.startsWith("dr_")).toList());
    }

    @Test
    void allOfStandardInputIsLeftToTheProgram() throws Exception {
        Process process = project.start(project.script("washer"), Map.of(), "QUEUE");
        try (var input = process.outputWriter()) {
            input.write("salad\nbread\n");
        }

        assertEquals(0, process.waitFor());
        assertEquals("salad\nbread\n", project.file("stdin"));
        assertEquals("", project.file("mvn.stdin") + project.file("training.stdin"));
        assertEquals("", project.file("stdout"));
    }

    @Test
    void closedStandardInputIsEmptyInputAndNoFileThatJavaOpens() throws Exception {
        Path closing = folder.resolve("closing");
        FakeProject.executable(closing, "#!/bin/sh\nexec \"$@\" <&-\n");

        String washer = project.script("washer").toString();
        assertEquals(0, project.start(closing, Map.of(), washer, "QUEUE").waitFor());
        assertEquals("", project.file("stdin"));
        assertEquals("/dev/null", project.file("stdin.name").strip());
    }
}
