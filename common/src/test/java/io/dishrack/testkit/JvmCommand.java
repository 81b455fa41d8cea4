package io.dishrack.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a forked JVM: the flags that scripts, tests and benchmarks share, and the tests' class path. */
public final class JvmCommand {

    private static final String FLAGS = "scripts/jvm.flags";

    private JvmCommand() {}

    /** For that main class, quick to start. */
    public static List<String> of(Class<?> main, List<String> arguments) {
        return of(Path.of(System.getProperty("java.home")), main, arguments);
    }

    /** The same with another JDK. */
    public static List<String> of(Path javaHome, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.add("@" + sharedFlags());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xshare:auto");
        command.add("-cp");
        command.add(classPath());
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /** The file of shared flags, found from the module's folder upwards. */
    public static Path sharedFlags() {
        Path start = Path.of(System.getProperty("basedir", System.getProperty("dishrack.root", "")))
                .toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            Path flags = folder.resolve(FLAGS);
            if (Files.isReadable(flags)) {
                return flags;
            }
        }
        throw new AssertionError("no shared JVM flags: file=" + FLAGS + " from=" + start + "; run inside the project");
    }

    /** The real class path, also where the test runner hides it behind a jar. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
