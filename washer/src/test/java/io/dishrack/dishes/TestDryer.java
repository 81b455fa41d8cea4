package io.dishrack.dishes;

import io.dishrack.Delivery;
import io.dishrack.Dishrack;
import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Stands in for the dryer, which this module must not know: {@code QUEUE [tame]}, until its input ends. Each item is
 * told as dried, except that {@code die} kills it at the first attempt, {@code fail} fails and {@code hang} is never
 * done; a tame one does them all. With a folder in the environment as {@code TO} it is of a stage that leads on: what
 * comes of an item is put there, the item with a mark behind it.
 */
final class TestDryer {

    private TestDryer() {}

    public static void main(String[] args) throws InterruptedException {
        String to = System.getenv("TO");
        OpenOptions options = OpenOptions.DEFAULTS
                .withRole("dryer")
                .withMaxAttempts(to == null ? 2 : 100)
                .withRetryDelay(Duration.ZERO);
        try (JoinableQueue<byte[]> queue = Dishrack.open(Path.of(args[0]), options);
                JoinableQueue<byte[]> next =
                        to == null ? null : Dishrack.open(Path.of(to), OpenOptions.DEFAULTS.withRole("washer"))) {
            Thread input = new Thread(TestDryer::exitAtEndOfInput);
            input.setDaemon(true);
            input.start();
            while (true) {
                Delivery<byte[]> delivery = queue.poll(Duration.ofMillis(200));
                if (delivery != null && next != null) {
                    passOn(delivery, next);
                } else if (delivery != null) {
                    work(delivery, args.length > 1);
                }
            }
        }
    }

    private static void passOn(Delivery<byte[]> delivery, JoinableQueue<byte[]> next) throws InterruptedException {
        String item = new String(delivery.item(), StandardCharsets.UTF_8);
        if (item.equals("bad")) {
            delivery.reject(Report.failure(1, "bad"));
        } else {
            delivery.doneInto(next, (item + "'").getBytes(StandardCharsets.UTF_8), ItemOptions.NONE, Report.NONE);
        }
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(3);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void work(Delivery<byte[]> delivery, boolean tame) throws InterruptedException {
        String item = new String(delivery.item(), StandardCharsets.UTF_8);
        switch (tame ? "tame" : item) {
            case "fail" -> delivery.fail(Report.failure(1, "failed"));
            case "hang" -> {
                System.out.println("Hanging on");
                Thread.sleep(Long.MAX_VALUE);
            }
            default -> {
                if (item.equals("die") && delivery.attempt() == 1) {
                    Runtime.getRuntime().halt(137);
                }
                System.out.println("Drying " + item + " dish");
                delivery.done(Report.of((item + "\n").getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
