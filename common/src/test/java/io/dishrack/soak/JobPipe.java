package io.dishrack.soak;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the commands of real dryers say, each line one write into a named pipe that all share: {@code begin WORKER NUMBER
 * ATTEMPT ORIGIN} and {@code end WORKER NUMBER ATTEMPT}. So their order is the real one, and a command that runs on
 * beside its successor is seen.
 */
final class JobPipe implements AutoCloseable {

    private static final String QUIT = "quit";
    private static final String JOB = """
            #!/bin/sh
            # PIPE WORKER ITEM: tells that it works on the item, works, tells that it has worked.
            exec >/dev/null
            origin=${3%%:*}
            printf 'begin %s %s %s %s\\n' "$2" "$DISHRACK_NUMBER" "$DISHRACK_ATTEMPT" "$origin" >"$1"
            case $DISHRACK_NUMBER in
                *[37]) sleep 0.4 ;; # so long that it would see its successor, were it not stopped
                *) sleep 0.01 ;;
            esac
            printf 'end %s %s %s\\n' "$2" "$DISHRACK_NUMBER" "$DISHRACK_ATTEMPT" >"$1"
            """;

    private final Evidence evidence;
    private final Path script;
    private final Path pipe;
    private final RandomAccessFile file;
    private final Thread reader = new Thread(this::read, "soak-job-pipe");
    private final Map<String, Integer> begun = new HashMap<>();

    JobPipe(Path folder, Evidence evidence) throws IOException, InterruptedException {
        this.evidence = evidence;
        this.script = Files.writeString(folder.resolve("job.sh"), JOB);
        this.pipe = folder.resolve("pipe");
        int code = new ProcessBuilder("mkfifo", pipe.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("no named pipe: file=" + pipe + " exit=" + code);
        }
        // Also as a writer: the pipe then never ends, and opening it does not wait.
        this.file = new RandomAccessFile(pipe.toFile(), "rw");
        reader.setDaemon(true);
        reader.start();
    }

    /** The command that a real dryer is to run. */
    List<String> command(String worker) {
        return List.of("sh", script.toString(), pipe.toString(), worker, "{}");
    }

    private void read() {
        byte[] chunk = new byte[8192];
        StringBuilder line = new StringBuilder();
        try {
            while (true) {
                int length = file.read(chunk);
                for (char c : new String(chunk, 0, length, StandardCharsets.ISO_8859_1).toCharArray()) {
                    if (c != '\n') {
                        line.append(c);
                        continue;
                    }
                    if (line.toString().equals(QUIT)) {
                        return;
                    }
                    heard(line.toString().split(" "));
                    line.setLength(0);
                }
            }
        } catch (IOException | RuntimeException e) {
            evidence.finding("the pipe of the commands failed: reason=" + e + " line=" + line);
        }
    }

    private void heard(String[] words) {
        long nanos = System.nanoTime();
        long number = Long.parseLong(words[2]);
        int attempt = Integer.parseInt(words[3]);
        if (words[0].equals("begin")) {
            begun.merge(words[2], attempt, Math::max);
            evidence.took(new HandOut(number, attempt, words[1], nanos, Origin.parse(words[4])));
            return;
        }
        if (begun.getOrDefault(words[2], 0) > attempt) {
            evidence.finding(
                    Marks.Count.BESIDE,
                    "attempt " + attempt + " of " + words[1] + " worked at " + Times.since(evidence.zero(), nanos)
                            + " beside: " + evidence.story(number));
        }
        evidence.ended(words[1], number, attempt, HandOut.End.WORKED, nanos);
    }

    /** Hears all that was said, and hears no more. */
    void end() throws IOException, InterruptedException {
        file.write((QUIT + "\n").getBytes(StandardCharsets.US_ASCII));
        reader.join();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
