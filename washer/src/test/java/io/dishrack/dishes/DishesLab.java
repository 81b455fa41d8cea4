package io.dishrack.dishes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Dishrack;
import io.dishrack.QueueInspector;
import io.dishrack.QueueStatus;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.JvmCommand;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: dishes in a JVM of its own, dryers as its children, started by a script as usual. */
abstract class DishesLab {

    @TempDir
    Path folder;

    Path temporary;
    Path input;
    Path out;
    Path err;
    Path pids;
    final List<Process> started = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
        input = Files.createFile(folder.resolve("input"));
        out = folder.resolve("out");
        err = folder.resolve("err");
        pids = folder.resolve("pids");
        testDryer("");
    }

    @AfterEach
    void stop() {
        started.forEach(dishes -> {
            dishes.descendants().forEach(ProcessHandle::destroyForcibly);
            dishes.destroyForcibly();
        });
    }

    /** Dryers are JVMs that note their process id first. */
    final void testDryer(String manner) throws IOException {
        String java = JvmCommand.of(TestDryer.class, List.of()).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        dryer("echo $$ >>'" + pids
                + "'\nfor queue; do case $queue in --) break ;; --to=*) TO=${queue#--to=}; export TO ;; -*) ;; *) last=$queue ;; esac; done\n"
                + "exec " + java
                + " \"$last\"" + manner);
    }

    /** What a dryer's script does. */
    final void dryer(String text) throws IOException {
        Path script = folder.resolve("dryer");
        Files.writeString(script, "#!/bin/sh\n" + text + "\n");
        assertTrue(script.toFile().setExecutable(true));
    }

    final Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(JvmCommand.of(DishesMain.class, List.of(arguments)));
        command.add(1, "-Ddishrack.scripts=" + folder);
        command.add(1, "-Djava.io.tmpdir=" + temporary);
        Process dishes = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(Redirect.appendTo(out.toFile()))
                .redirectError(Redirect.appendTo(err.toFile()))
                .start();
        started.add(dishes);
        return dishes;
    }

    final int run(String... arguments) throws Exception {
        Process dishes = start(arguments);
        assertTrue(dishes.waitFor(60, TimeUnit.SECONDS), () -> "still running: " + told());
        return dishes.exitValue();
    }

    final String told() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Lines about progress may come before it when a run takes long. */
    final String lastTold() {
        return told().lines().reduce("", (before, line) -> line);
    }

    final List<String> printed() throws IOException {
        return Files.readAllLines(out);
    }

    final QueueStatus status(Path queue) {
        try (QueueInspector inspector = Dishrack.inspect(queue)) {
            return inspector.status();
        }
    }

    final List<String> leftBehind() throws IOException {
        try (var list = Files.list(temporary)) {
            return list.map(Path::toString).toList();
        }
    }

    final void awaitPrinted(String line) {
        Await.until("printed: " + line, () -> Files.exists(out) && printed().contains(line));
    }
}
