package io.dishrack.testkit;

import io.dishrack.OpenOptions;
import io.dishrack.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A child JVM that holds a queue and does what it is told; the test's end of a {@link QueueProgram}. */
public final class QueueChild {

    private final Map<Integer, Reply> replies = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final History history;
    private final Child process;
    private final Reply opened;

    private QueueChild(Children children, History history, String[] arguments) throws IOException {
        this.history = history;
        this.opened = new Reply("open", this);
        replies.put(0, opened);
        this.process = children.start(QueueProgram.class, this::heard, arguments);
    }

    /** Starts one; what its loops do goes into {@code history}. It opens the queue by and by. */
    public static QueueChild start(Children children, Path folder, OpenOptions options, History history)
            throws IOException {
        return new QueueChild(children, history, arguments(folder, options).toArray(String[]::new));
    }

    /** Starts one and waits until it has opened the queue. */
    public static QueueChild open(Children children, Path folder, OpenOptions options) throws Exception {
        return start(children, folder, options, new History()).awaitOpen();
    }

    /** The arguments of {@link QueueProgram}. */
    public static List<String> arguments(Path folder, OpenOptions options) {
        return List.of(
                folder.toString(),
                Boolean.toString(options.create()),
                Long.toString(options.maxSize()),
                Long.toString(options.segmentBytes()),
                options.role(),
                Integer.toString(options.maxAttempts()),
                Long.toString(options.retryDelay().toMillis()),
                Long.toString(options.lease().toMillis()));
    }

    /** Waits until it has opened the queue. */
    public QueueChild awaitOpen() throws InterruptedException {
        opened.get();
        return this;
    }

    /** What came of opening the queue. */
    public Reply opening() {
        return opened;
    }

    private void heard(String line) {
        String[] words = line.split(" ", 3);
        if (words[0].equals("!")) {
            record(words[1], words[2]);
        } else {
            replies.get(Integer.parseInt(words[0])).complete(words[1], words.length > 2 ? words[2] : "");
        }
    }

    private void record(String what, String text) {
        String[] words = text.split(" ");
        switch (what) {
            case "put" -> history.put(Integer.parseInt(words[0]), Long.parseLong(words[1]));
            case "took" -> history.took(Long.parseLong(words[0]), Integer.parseInt(words[1]));
            case "done" ->
                history.done(Long.parseLong(words[0]), Integer.parseInt(words[1]), Outcome.valueOf(words[2]));
            default -> history.violation(text);
        }
    }

    /** Tells it to do something and goes on. */
    public Reply ask(String verb, Object... words) {
        StringBuilder request = new StringBuilder(verb);
        for (Object word : words) {
            request.append(' ').append(word);
        }
        int id = lastId.incrementAndGet();
        Reply reply = new Reply(request.toString(), this);
        replies.put(id, reply);
        process.send(id + " " + request);
        return reply;
    }

    /** Tells it to do something and waits for the answer. */
    public String tell(String verb, Object... words) throws InterruptedException {
        return ask(verb, words).get();
    }

    /** Its process. */
    public Child process() {
        return process;
    }

    /** SIGKILL, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.kill();
    }
}
