package io.dishrack.dishes;

import io.dishrack.OpenOptions;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExactCommand;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.RawArguments;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.VersionProvider;
import io.dishrack.washer.InputOptions;
import io.dishrack.washer.PutOptions;
import io.dishrack.washer.input.Arguments;
import io.dishrack.washer.input.ItemSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of dishes. */
@Command(
        name = "dishes",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        customSynopsis = "dishes [OPTIONS] [ITEM...] [-- COMMAND [ARG...]]",
        description = {
            "Put items into a queue and have them worked off by several dryer processes:",
            "washer, dryers, join and summary in one line.",
            "",
            "For each item COMMAND runs, without a shell: {} is the item, {#} its number;",
            "with no {} the item is the last argument. Without COMMAND each item is told as",
            "washed and dried. Items are the arguments; when there are none, but a COMMAND",
            "or an option that says how to read them, standard input. With nothing at all:",
            "four dishes.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  dishes",
            "  find . -name '*.log' -print0 | dishes -0 --dryers 4 -- gzip -9 {}",
            "  seq 1000 | dishes --ordered -- factor > factors",
            "  ls *.png | dishes --queue ./work -- convert {} {}.jpg",
            "  dishes --queue ./work a b c --shell 'echo \"$1\" | tr a-z A-Z'",
            "",
            "The queue is private and deleted in the end, unless items failed. With --queue",
            "it is kept; run again with the same DIR, dishes works off first what was left.",
            "",
            "Exit codes: 0 all done, 1 items failed for good, 2 usage or bad input, 3 the",
            "queue can't be used, 4 timed out, 5 the queue is closed, 6 no dryers,",
            "130/143 stopped by a signal."
        })
final class DishesCommand implements Callable<Integer> {

    private static final List<String> FOUR_DISHES = List.of("salad", "bread", "entree", "dessert");
    private static final int MAX_DRYERS = 200;

    private final Stdio stdio;
    private final List<String> work;
    private final boolean hasWork;
    private final String scripts;

    @Parameters(paramLabel = "ITEM", description = "Items.", hidden = true)
    List<String> items = List.of();

    @Option(names = "--dryers", paramLabel = "N", description = "Dryer processes. Default: one a core, at least 2.")
    Integer dryers;

    @Option(
            names = "--queue",
            paramLabel = "DIR",
            converter = QueueAddress.FolderConverter.class,
            description = "Keep the queue in DIR, and go on there.")
    Path queue;

    @Mixin
    InputOptions input;

    @Mixin
    PutOptions putting;

    @Option(
            names = "--progress",
            description = "Show progress, also where outputs may get between. On by itself when only standard error is"
                    + " a terminal.")
    boolean progress;

    @Mixin
    DryerOptions dryerOptions;

    DishesCommand(Stdio stdio, List<String> work, boolean hasWork, String scripts) {
        this.stdio = stdio;
        this.work = work;
        this.hasWork = hasWork;
        this.scripts = scripts;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        List<String> passedOn = dryerOptions.arguments(putting.durability());
        ItemSource source = source();
        OpenOptions open = putting.open("washer");
        Place place = Place.of(queue); // from here on there is something to tidy away
        DishesJob.Setting setting = new DishesJob.Setting(
                open,
                putting.hasBound() ? putting::check : status -> {},
                putting.planWithOwnDryers(),
                putting.quiet(),
                showsProgress(),
                tellsDishes());
        return new DishesJob(stdio, place, setting).run(source, crewSize(), command(place, passedOn));
    }

    private void check() {
        if (scripts == null) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "no script for dryers: dishrack.scripts is not set; start dishes by scripts/dishes");
        }
        if (dryers != null && (dryers < 1 || dryers > MAX_DRYERS)) {
            throw new CommandException(
                    ExitCode.USAGE, "--dryers out of range: dryers=" + dryers + "; use 1 to " + MAX_DRYERS);
        }
        if (hasWork && work.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "no command behind the --; write one, or leave the -- out");
        }
        if (hasWork && dryerOptions.sayWhatToDo()) {
            throw new CommandException(
                    ExitCode.USAGE, "COMMAND, --shell and --handler exclude each other; leave all but one out");
        }
        if (hasWork) {
            CommandCheck.require(work.get(0), System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        }
    }

    private boolean saysWhatToDo() {
        return hasWork || dryerOptions.sayWhatToDo();
    }

    private boolean isDemo() {
        return items.isEmpty() && !input.any() && !saysWhatToDo();
    }

    private ItemSource source() {
        if (!isDemo()) {
            return input.source(items, stdio);
        }
        hintAtInput();
        List<String> dishes = queue != null && Place.isUsed(queue)
                ? List.of()
                : FOUR_DISHES; // a queue with work of its own needs no other
        return new Arguments(dishes.stream().map(RawArguments::bytes).toList());
    }

    private void hintAtInput() {
        try {
            if (!stdio.terminals().in() && stdio.in().available() > 0) {
                stdio.tell("standard input is not read; -a - reads it, a line each");
            }
        } catch (IOException e) {
            return; // closed: there is nothing to hint at
        }
    }

    private int crewSize() {
        if (dryers != null) {
            return dryers;
        }
        return isDemo() ? 3 : Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    private boolean tellsDishes() {
        return !saysWhatToDo() && !putting.results() && !putting.quiet();
    }

    private boolean showsProgress() {
        return !putting.quiet()
                && (progress || stdio.terminals().err() && !stdio.terminals().out());
    }

    private List<String> command(Place place, List<String> passedOn) {
        List<String> command = new ArrayList<>();
        command.add(scripts + "/dryer");
        command.add("--stop-on-eof");
        command.addAll(passedOn);
        if (putting.quiet()) {
            command.add("--quiet");
        }
        command.add(queueArgument(place));
        if (hasWork) {
            command.add("--");
            command.addAll(work);
        }
        return ExactCommand.of(command);
    }

    /** As a URI, which is plain ASCII and exact whatever the bytes of the path. */
    private static String queueArgument(Place place) {
        String path = place.folder().toString();
        boolean plain = path.chars().allMatch(c -> c >= ' ' && c < 127);
        return plain ? path : place.folder().toUri().toString();
    }
}
