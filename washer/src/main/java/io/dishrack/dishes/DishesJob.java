package io.dishrack.dishes;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.QueueStatus;
import io.dishrack.cli.Signals;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.progress.Displays;
import io.dishrack.cli.progress.Measure;
import io.dishrack.cli.progress.Progress;
import io.dishrack.washer.input.Item;
import io.dishrack.washer.input.ItemSource;
import io.dishrack.washer.run.Stop;
import io.dishrack.washer.run.Wash;
import io.dishrack.washer.run.WashPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** One run of dishes: open, start the dryers, put, join, let them go, sum up, tidy. */
final class DishesJob {

    private static final byte[] WASHING = "Washing ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DISH = " dish\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * How to run.
     *
     * @param check refuses a queue that is not as asked for
     * @param tellsDishes whether each item is told on standard output before it is put
     */
    record Setting(
            OpenOptions open,
            Consumer<QueueStatus> check,
            WashPlan plan,
            boolean quiet,
            boolean progress,
            boolean tellsDishes) {}

    private final Stdio stdio;
    private final Place place;
    private final Setting setting;
    private final Stop stop = new Stop();
    private final long began = System.nanoTime();
    private boolean keep;
    private int signals;

    DishesJob(Stdio stdio, Place place, Setting setting) {
        this.stdio = stdio;
        this.place = place;
        this.setting = setting;
    }

    int run(ItemSource source, int dryers, List<String> dryerCommand) throws InterruptedException {
        Crew crew = new Crew(dryerCommand, stdio, stop);
        Signals.handle(signal -> onSignal(crew, signal));
        int code;
        try (JoinableQueue<byte[]> queue = Dishrack.open(place.folder(), setting.open())) {
            keep = true;
            crew.start(dryers);
            code = wash(queue, source, crew, dryers);
        } finally {
            crew.close();
            tidy();
        }
        return code;
    }

    private int wash(JoinableQueue<byte[]> queue, ItemSource source, Crew crew, int dryers)
            throws InterruptedException {
        QueueStatus before = queue.status();
        setting.check().accept(before);
        if (before.unfinished() > 0 && !setting.quiet()) {
            stdio.tell("going on with what was left: unfinished=" + before.unfinished());
        }
        Wash wash = null;
        try (Progress display = setting.progress() ? Displays.choose(stdio, Measure.ITEMS, true) : Progress.NONE) {
            wash = new Wash(queue, setting.plan(), stdio, stop, display, this::tellDishes);
            return wash.run(source);
        } catch (RuntimeException e) {
            crew.hurry(); // it was given up: do not wait for what runs
            throw e;
        } finally {
            crew.close();
            QueueStatus after = queue.status();
            keep = after.unfinished() > 0 || after.dead() > 0;
            if (!setting.quiet()) {
                stdio.tell(wash.summary().event(" dryers=" + dryers).with("dryers", dryers));
            }
        }
    }

    private void tellDishes(List<Item> items) {
        if (!setting.tellsDishes()) {
            return;
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Item item : items) {
            lines.writeBytes(WASHING);
            lines.writeBytes(item.payload());
            lines.writeBytes(DISH);
        }
        try {
            stdio.out().write(lines.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tidy() {
        if (!keep) {
            place.delete();
        } else if (place.isTemporary()) {
            stdio.tell("the queue is kept: queue=" + place.folder() + "; look with rack list, or go on with --queue");
        } else if (stop.isRaised()) {
            stdio.tell("go on with: dishes --queue " + place.folder() + " and the same command");
        }
    }

    /** The first lets the dryers finish what they are at, the next hurry them, the fourth is the end of this process. */
    private void onSignal(Crew crew, int signal) {
        signals++;
        if (signals == 1) {
            stop.raise(signal);
            crew.letGo();
        } else if (signals < 4) {
            crew.hurry();
        } else {
            Runtime.getRuntime().halt(Signals.exitCode(signal));
        }
    }
}
