package io.dishrack.bench.others;

import io.dishrack.bench.children.Child;
import io.dishrack.bench.lab.Lab;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * An embedded broker from Maven: in the washer's JVM, the dryers connected by TCP. Its jars are on nobody's class path:
 * they are resolved, and its program compiled, when it is measured.
 *
 * @param blocking whether each put and each acknowledgement waits for its answer
 */
record Artemis(boolean blocking) implements Peer {

    private static final String PROGRAM = "ArtemisChild";

    @Override
    public String name() {
        return blocking ? "Artemis, blocking" : "Artemis";
    }

    @Override
    public String durability() {
        return "embedded, persistent, journal not flushed, " + (blocking ? "blocking" : "asynchronous");
    }

    @Override
    public String missing(Lab lab) {
        try {
            return classPath(lab) != null ? null : "its jars are resolved by a run without --quick";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    @Override
    public double rate(Lab lab, Work work) throws Exception {
        Path classes = compile(lab);
        Path folder = Files.createDirectory(lab.freshPath("server"));
        int port = freePort();
        List<Child> children = new ArrayList<>();
        try {
            for (int i = 0; i <= work.dryers(); i++) {
                children.add(Child.start(lab, PROGRAM, command(lab, classes)));
            }
            children.get(0).ask("serve", folder, port, blocking);
            List<Child> dryers = children.subList(1, children.size());
            for (Child dryer : dryers) {
                dryer.ask("connect", port, blocking);
            }
            return Rounds.rate(children.get(0), dryers, work);
        } finally {
            children.forEach(Child::close);
            Lab.delete(folder);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<String> command(Lab lab, Path classes) throws IOException {
        String path = String.join(File.pathSeparator, classes.toString(), classPath(lab));
        return List.of(Lab.javaProgram(), "@" + lab.script("jvm.flags"), "-cp", path, PROGRAM);
    }

    private static Path compile(Lab lab) throws IOException, InterruptedException {
        Path classes = lab.work().resolve("artemis-classes");
        if (!Files.exists(classes)) {
            String source = lab.root()
                    .resolve("common/src/test/brokers/" + PROGRAM + ".java")
                    .toString();
            lab.run(
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "javac")
                                            .toString(),
                                    "-d",
                                    classes.toString(),
                                    "-cp",
                                    classPath(lab),
                                    source)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD),
                    lab.freshPath("log"));
        }
        return classes;
    }

    /** The tests' classes and all jars; null when they are not resolved yet and a quick run should not do it. */
    private static String classPath(Lab lab) throws IOException {
        Path known = lab.root().resolve("target/launch/brokers.classpath");
        if (!isCurrent(known, lab)) {
            if (lab.quick()) {
                return null;
            }
            resolve(lab, known);
        }
        String classes = lab.root().resolve("common/target/test-classes").toString();
        return classes + File.pathSeparator + Files.readString(known).strip();
    }

    private static boolean isCurrent(Path known, Lab lab) throws IOException {
        if (!Files.exists(known)) {
            return false;
        }
        for (Path pom : List.of(lab.root().resolve("pom.xml"), lab.root().resolve("common/pom.xml"))) {
            if (Files.getLastModifiedTime(pom).compareTo(Files.getLastModifiedTime(known)) > 0) {
                return false;
            }
        }
        return Stream.of(Files.readString(known).strip().split(File.pathSeparator))
                .allMatch(jar -> Files.exists(Path.of(jar)));
    }

    private static void resolve(Lab lab, Path known) throws IOException {
        lab.progress("others, resolving Artemis with Maven");
        Path found = lab.freshPath("classpath");
        Path log = known.resolveSibling("brokers.log");
        List<String> command = List.of(
                "mvn",
                "-B",
                "-q",
                "-P",
                "bench-brokers",
                "-pl",
                "common",
                "dependency:build-classpath",
                "-Dmdep.includeScope=test",
                "-Dmdep.outputFile=" + found);
        Process maven = lab.start(new ProcessBuilder(command)
                .directory(lab.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        if (maven.onExit().join().exitValue() != 0) {
            throw new IOException("Maven could not resolve it: log=" + log);
        }
        Files.copy(found, known, StandardCopyOption.REPLACE_EXISTING);
    }
}
