package io.dishrack.dryer.exec;

import io.dishrack.RunMark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A small shell process that outlives a killed dryer by the moment that it takes to kill what the dryer had started: it
 * waits for the end of a pipe that only the dryer holds, then looks for the dryer's mark in the environment of all
 * processes. It costs nothing for each command. It also deletes the dryer's folder of temporary files.
 *
 * <p>The queue itself kills a dead dryer's commands before their items are handed out again (see {@link
 * io.dishrack.Delivery#runsIn}). The warden adds what the queue can't do: it acts when no other process has the queue
 * open, and it finds children whose own parent has gone.
 */
public final class Warden implements AutoCloseable {

    private static final String SCRIPT = "trap '' INT TERM HUP; read -r bye; "
            + "if [ \"$bye\" != bye ]; then for round in 1 2 3 4 5; do found=; "
            + "for environ in $(grep -lsza \"^$1\" /proc/[0-9]*/environ); do "
            + "pid=${environ#/proc/}; kill -9 \"${pid%/environ}\" && found=1; done; "
            + "[ -n \"$found\" ] || break; done; fi; rm -rf -- \"$2\"";

    private final Process process;

    private Warden(Process process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param folder to be deleted when the dryer ends, however it ends
     */
    public static Warden start(Path folder) throws IOException {
        LaunchMechanism.choose();
        List<String> argv = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            argv.add("/usr/bin/setsid"); // out of reach of what is sent to the dryer's process group
        }
        argv.addAll(List.of(
                "/bin/sh", "-c", SCRIPT, "dishrack-warden", RunMark.VARIABLE + "=" + RunMark.own(), folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().put("LC_ALL", "C");
        return new Warden(builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Tells it that nothing is left to be killed. */
    @Override
    public void close() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write("bye\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            process.destroyForcibly(); // it has ended already
        }
    }
}
