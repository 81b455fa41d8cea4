package io.dishrack.launchers;

import io.dishrack.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A project that has the real launchers, and a {@code java} and a {@code mvn} that only write down what they see. */
final class FakeProject {

    /** Notes each call in {@code calls}; keeps arguments, pid and standard input of a program's run. */
    private static final String JAVA = """
            #!/bin/sh
            for argument; do
                case $argument in
                    -XX:SharedArchiveFile=*/training/jsa)
                        echo archive >>"$FAKE/calls"
                        echo classes >"${argument#*=}"
                        exit ;;
                    -XX:DumpLoadedClassList=*)
                        cat >>"$FAKE/training.stdin"
                        echo A >"${argument#*=}"
                        exit ;;
                esac
            done
            echo run >>"$FAKE/calls"
            echo $$ >"$FAKE/pid"
            env >"$FAKE/environment"
            printf '%s\\n' "$@" >"$FAKE/arguments"
            readlink /proc/$$/fd/0 >"$FAKE/stdin.name"
            cat >"$FAKE/stdin"
            exit "${FAKE_EXIT:-0}"
            """;

    /** Fails while {@code broken} exists; else builds, but not before {@code hold} is gone. */
    private static final String MVN = """
            #!/bin/sh
            echo $$ >"$FAKE/mvn.pid"
            echo build >>"$FAKE/calls"
            cat >>"$FAKE/mvn.stdin"
            if [ -e "$FAKE/broken" ]; then echo 'a most telling reason'; exit 1; fi
            while [ -e "$FAKE/hold" ]; do sleep 0.01; done
            for module in common washer dryer; do
                mkdir -p $module/target target/lib
                echo jar >target/lib/$module.jar
                echo jar >target/lib/shared.jar
                echo jar >$module/target/dishrack-$module.jar
                printf target/lib/$module.jar:target/lib/shared.jar >$module/target/classpath
            done
            """;

    final Path base;
    final Path root;
    final Path bin;
    final Path jdk;

    FakeProject(Path folder) throws IOException {
        base = folder.toRealPath();
        root = Files.createDirectories(base.resolve("a 'project' $HOME"));
        bin = Files.createDirectories(base.resolve("bin"));
        jdk = base.resolve("jdk");
        Path scripts = Files.createDirectories(root.resolve("scripts"));
        Path real = Path.of(System.getProperty("dishrack.root", "..")).resolve("scripts");
        for (String name : List.of("washer", "dryer", "dishes", "rack", ".launch", ".prepare", "jvm.flags")) {
            Files.copy(real.resolve(name), scripts.resolve(name));
        }
        addJdk(jdk, "17.0.9");
        Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
        executable(bin.resolve("mvn"), MVN);
    }

    static void addJdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        executable(home.resolve("bin/java"), JAVA);
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Some Body\"\nJAVA_RUNTIME_VERSION=\"" + version + "+1\"\nJAVA_VERSION=\"" + version
                        + "\"\nOS_NAME=\"Linux\"\n");
    }

    static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path script(String name) {
        return root.resolve("scripts").resolve(name);
    }

    /** Starts a launcher in {@code base}, its error output in the file {@code NAME.stderr} there. */
    Process start(Path script, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(base.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "DISHRACK_JAVA_OPTS"));
        builder.environment().put("FAKE", base.toString());
        builder.environment().put("PATH", bin + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        builder.redirectOutput(base.resolve("stdout").toFile());
        builder.redirectError(errors(script).toFile());
        return builder.start();
    }

    /** Runs a launcher with nothing on its standard input, to its end. */
    int run(Path script, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(script, environment, arguments);
        process.getOutputStream().close();
        return process.waitFor();
    }

    int run(String program, String... arguments) throws IOException, InterruptedException {
        return run(script(program), Map.of(), arguments);
    }

    Path errors(Path script) {
        return base.resolve(script.getFileName() + ".stderr");
    }

    String errorsOf(String program) throws IOException {
        return Files.readString(errors(script(program)));
    }

    /** What the stand-ins were called for since the project was made: build, archive, run. */
    List<String> calls() throws IOException {
        Path calls = base.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    List<String> arguments() throws IOException {
        return Files.readAllLines(base.resolve("arguments"), StandardCharsets.UTF_8);
    }

    String file(String name) throws IOException {
        return Files.readString(base.resolve(name));
    }

    Path hold() throws IOException {
        return Files.createFile(base.resolve("hold"));
    }

    void awaitBuilds(int number) {
        Await.until(
                number + " builds begun",
                () -> calls().stream().filter("build"::equals).count() == number);
    }

    void awaitErrors(String program, String text) {
        Await.until("'" + text + "' from " + program, () -> errorsOf(program).contains(text));
    }

    /** As after a {@code mvn package} by hand: a jar of the project is newer than all that the launchers keep. */
    void renewJar(String module) throws IOException {
        backdateKept();
        setAge(root.resolve(module + "/target/dishrack-" + module + ".jar"), 30);
    }

    /** As after a {@code mvn package} with other dependencies and nothing else new. */
    void renewJars(String module, String names) throws IOException {
        backdateKept();
        setAge(Files.writeString(root.resolve(module + "/target/classpath"), names), 30);
    }

    private void backdateKept() throws IOException {
        try (Stream<Path> kept = Files.list(root.resolve("target/launch"))) {
            for (Path file : kept.toList()) {
                setAge(file, 60);
            }
        }
        for (String module : List.of("common", "washer", "dryer")) {
            setAge(root.resolve(module + "/target/dishrack-" + module + ".jar"), 90);
            setAge(root.resolve(module + "/target/classpath"), 90);
        }
    }

    private static void setAge(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }
}
