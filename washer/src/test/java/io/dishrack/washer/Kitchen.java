package io.dishrack.washer;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemView;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueInspector;
import io.dishrack.Report;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.Stdio;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A queue, the washer's command run in this JVM on it, and dryers in threads. Text is Latin-1: a char for each byte. */
final class Kitchen implements AutoCloseable {

    final Path queue;
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Dryer> dryers = new ArrayList<>();

    Kitchen(Path folder) {
        this.queue = folder.resolve("queue");
    }

    /** Runs {@code washer} with options before the queue; items behind it come as part of {@code options} after "Q". */
    int washer(String input, String... arguments) {
        return washer(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)), out, arguments);
    }

    int washer(InputStream input, OutputStream output, String... arguments) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Stdio stdio = Stdio.of("washer", input, output, errors);
        String[] exact = arguments.clone();
        for (int i = 0; i < exact.length; i++) {
            exact[i] = exact[i].equals("Q") ? queue.toString() : exact[i];
        }
        return CommandRunner.runExact(stdio, new WasherCommand(stdio), exact);
    }

    CompletableFuture<Integer> washerInBackground(String input, String... arguments) {
        return CompletableFuture.supplyAsync(() -> washer(input, arguments));
    }

    String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    String printed() {
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    JoinableQueue<byte[]> open(String role) {
        return Dishrack.open(
                queue, OpenOptions.DEFAULTS.withRole(role).withMaxAttempts(2).withRetryDelay(Duration.ZERO));
    }

    List<ItemView> views() {
        List<ItemView> views = new ArrayList<>();
        try (QueueInspector inspector = Dishrack.inspect(queue)) {
            inspector.items(Set.of(), views::add);
        }
        return views;
    }

    List<String> items() {
        return views().stream()
                .map(view -> new String(view.payload(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** Starts a dryer; the work returns the output of an item, or null when it fails. */
    void dryer(Function<String, String> work) {
        Dryer dryer = new Dryer(open("dryer"), work);
        dryers.add(dryer);
        dryer.start();
    }

    @Override
    public void close() {
        dryers.forEach(Dryer::end);
    }

    private static final class Dryer extends Thread {

        private final JoinableQueue<byte[]> queue;
        private final Function<String, String> work;
        private volatile boolean ending;

        Dryer(JoinableQueue<byte[]> queue, Function<String, String> work) {
            this.queue = queue;
            this.work = work;
            setDaemon(true);
        }

        @Override
        public void run() {
            try (queue) {
                while (!ending) {
                    Delivery<byte[]> delivery = queue.poll(Duration.ofMillis(50));
                    if (delivery != null) {
                        settle(delivery);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void settle(Delivery<byte[]> delivery) {
            String output = work.apply(new String(delivery.item(), StandardCharsets.ISO_8859_1));
            if (output == null) {
                delivery.fail(Report.failure(3, "did not\ncome clean\n"));
            } else {
                delivery.done(Report.of(output.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }

        void end() {
            ending = true;
            try {
                join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
