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
import io.dishrack.washer.run.Chain;
import io.dishrack.washer.run.Stop;
import io.dishrack.washer.run.Wash;
import io.dishrack.washer.run.WashPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One run of dishes: open, start the dryers, put, join stage by stage, let the dryers of each go when it is over, sum up,
 * tidy.
 */
final class DishesJob {

    private static final byte[] WASHING = "Washing ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DISH = " dish\n".getBytes(StandardCharsets.US_ASCII);

    /**
     * How to run.
     *
     * @param check refuses a queue that is not as asked for
     * @param resumed the name of the input, if what was put of it before is to be passed over, or null
     * @param tellsDishes whether each item is told on standard output before it is put
     */
    record Setting(
            OpenOptions open,
            Consumer<QueueStatus> check,
            WashPlan plan,
            String resumed,
            boolean quiet,
            boolean progress,
            boolean tellsDishes) {}

    /**
     * One of the stages.
     *
     * @param folder of its queue
     * @param dryers how many
     * @param command starts one
     */
    record Stage(Path folder, int dryers, List<String> command) {}

    private final Stdio stdio;
    private final Place place;
    private final Setting setting;
    private final Stop stop = new Stop();
    private boolean keep;
    private int signals;

    DishesJob(Stdio stdio, Place place, Setting setting) {
        this.stdio = stdio;
        this.place = place;
        this.setting = setting;
    }

    int run(ItemSource source, List<Stage> stages) throws InterruptedException {
        boolean bar = setting.progress() && Displays.isBar(stdio, setting.plan().results());
        Relay relay = bar ? new Relay(stdio.log()) : null;
        List<Crew> crews = stages.stream()
                .map(stage -> new Crew(stage.command(), stdio, stop, relay))
                .toList();
        Signals.handle(signal -> onSignal(crews, signal));
        List<JoinableQueue<byte[]>> queues = new ArrayList<>();
        try {
            for (Stage stage : stages) {
                queues.add(Dishrack.open(stage.folder(), setting.open()));
                keep = true;
            }
            for (int i = 0; i < stages.size(); i++) {
                crews.get(i).start(stages.get(i).dryers());
            }
            int dryers = stages.stream().mapToInt(Stage::dryers).sum();
            return wash(new Chain(queues, stage -> crews.get(stage).letGo()), source, crews, dryers);
        } finally {
            end(crews);
            queues.forEach(JoinableQueue::close);
            tidy();
        }
    }

    private int wash(Chain chain, ItemSource source, List<Crew> crews, int dryers) throws InterruptedException {
        List<QueueStatus> before = chain.begin();
        before.forEach(setting.check());
        long left = before.stream().mapToLong(QueueStatus::unfinished).sum();
        if (left > 0 && !setting.quiet()) {
            stdio.tell("going on with what was left: unfinished=" + left);
        }
        Wash[] wash = new Wash[1];
        try (Progress display = display()) {
            wash[0] = new Wash(chain, setting.plan(), stdio, stop, display, this::tellDishes);
            if (setting.resumed() != null) {
                wash[0].resume(setting.resumed());
            }
            return wash[0].run(source);
        } catch (RuntimeException e) {
            crews.forEach(Crew::hurry); // it was given up: do not wait for what runs
            throw e;
        } finally {
            end(crews);
            keep = chain.isKept();
            if (!setting.quiet()) {
                stdio.tell(wash[0].summary().event(" dryers=" + dryers).with("dryers", dryers));
            }
        }
    }

    private Progress display() {
        return setting.progress()
                ? Displays.choose(stdio, Measure.ITEMS, setting.plan().results())
                : Progress.NONE;
    }

    /** All are let go before one is waited for. */
    private static void end(List<Crew> crews) {
        crews.forEach(Crew::letGo);
        crews.forEach(Crew::close);
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
    private void onSignal(List<Crew> crews, int signal) {
        signals++;
        if (signals == 1) {
            stop.raise(signal);
            crews.forEach(Crew::letGo);
        } else if (signals < 4) {
            crews.forEach(Crew::hurry);
        } else {
            Runtime.getRuntime().halt(Signals.exitCode(signal));
        }
    }
}
