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
        customSynopsis = "dishes [OPTIONS] [ITEM...] [-- COMMAND [ARG...] [--then COMMAND [ARG...]]...]",
        description = {
            "Put items into a queue and have them worked off by several dryer processes:",
            "washer, dryers, join and summary in one line.",
            "",
            "For each item COMMAND runs, without a shell: {} is the item, {#} its number;",
            "with no {} the item is the last argument. Without COMMAND each item is told as",
            "washed and dried. Items are the arguments; when there are none, but a COMMAND",
            "or an option that says how to read them, standard input. With nothing at all:",
            "four dishes.",
            "",
            "With --then there are several stages, each with dryers of its own, all at work at",
            "once: the output of an item that is done, without the newline at its end, is an",
            "item of the next stage; no output, no item. Once, whoever is killed when.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  dishes",
            "  find . -name '*.log' -print0 | dishes -0 --dryers 4 -- gzip -9 {}",
            "  seq 1000 | dishes --ordered -- factor > factors",
            "  ls *.png | dishes --queue ./work -- convert {} {}.jpg",
            "  dishes --queue ./work a b c --shell 'echo \"$1\" | tr a-z A-Z'",
            "  seq 100 | dishes --dryers 2,1 -- expr 2 '*' {} --then factor",
            "",
            "The queue is private and deleted in the end, unless items failed. With --queue",
            "it is kept; run again with the same DIR, dishes works off first what was left.",
            "Of several stages each has its queue in DIR: DIR/1-of-2, DIR/2-of-2. To go on in",
            "the middle of the input, too, give the same input again, with --resume each time:",
            "  dishes --queue ./work --resume -a list -- gzip -9 {}",
            "",
            "Exit codes: 0 all done, 1 items failed for good, 2 usage or bad input, 3 the",
            "queue can't be used, 4 timed out, 5 the queue is closed, 6 no dryers,",
            "130/143 stopped by a signal."
        })
final class DishesCommand implements Callable<Integer> {

    private static final List<String> FOUR_DISHES = List.of("salad", "bread", "entree", "dessert");

    private final Stdio stdio;
    private final List<String> work;
    private final boolean hasWork;
    private final String scripts;

    @Parameters(paramLabel = "ITEM", description = "Items.", hidden = true)
    List<String> items = List.of();

    @Option(
            names = "--dryers",
            paramLabel = "N",
            split = ",",
            description = "Dryer processes; for each stage, or as in 2,4. Default: one a core, at least 2.")
    List<Integer> dryers;

    @Option(
            names = "--separator",
            paramLabel = "WORD",
            description = "The word between the commands of two stages, where --then is an argument of one.")
    String separator = "--then";

    @Option(
            names = "--queue",
            paramLabel = "DIR",
            converter = QueueAddress.FolderConverter.class,
            description = "Keep the queue in DIR, and go on there.")
    Path queue;

    @Option(
            names = "--resume",
            description = "With --queue, the first time too: of the same items, those that were put are passed over.")
    boolean resume;

    @Mixin
    InputOptions input;

    @Mixin
    PutOptions putting;

    @Option(
            names = "--progress",
            description =
                    "Show progress, also on a terminal where outputs get between. On by itself where they do not.")
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
        Stages stages = Stages.cut(work, separator);
        check(stages);
        List<String> passedOn = dryerOptions.arguments(putting.durability());
        ItemSource source = source();
        OpenOptions open = putting.open("washer");
        if (resume && queue == null) {
            throw new CommandException(
                    ExitCode.USAGE, "--resume needs --queue; name the folder in which the run is to be kept");
        }
        List<Integer> crews = stages.dryers(dryers, usualCrew());
        Place place = Place.of(queue); // from here on there is something to tidy away
        List<Path> folders = place.queues(stages.count());
        DishesJob.Setting setting = new DishesJob.Setting(
                open,
                putting.hasBound() ? putting::check : status -> {},
                putting.planWithOwnDryers(),
                resume ? input.name(items) : null,
                putting.quiet(),
                showsProgress(),
                tellsDishes());
        List<DishesJob.Stage> all = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            Path next = i + 1 < folders.size() ? folders.get(i + 1) : null;
            List<String> command = command(folders.get(i), next, passedOn, stages.command(i));
            all.add(new DishesJob.Stage(folders.get(i), crews.get(i), command));
        }
        return new DishesJob(stdio, place, setting).run(source, all);
    }

    private void check(Stages stages) {
        if (scripts == null) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "no script for dryers: dishrack.scripts is not set; start dishes by scripts/dishes");
        }
        if (hasWork && dryerOptions.sayWhatToDo()) {
            throw new CommandException(
                    ExitCode.USAGE, "COMMAND, --shell and --handler exclude each other; leave all but one out");
        }
        if (hasWork) {
            stages.requireCommands(separator, System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        }
        if (stages.count() > 1 && putting.results()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--results and --ordered are of one stage: stages=" + stages.count()
                            + "; without them the last stage's outputs are printed too, as they come");
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

    private int usualCrew() {
        return isDemo() ? 3 : Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    private boolean tellsDishes() {
        return !saysWhatToDo() && !putting.results() && !putting.quiet();
    }

    private boolean showsProgress() {
        boolean torn = stdio.terminals().err() && stdio.terminals().out();
        return !putting.quiet() && (progress || !torn);
    }

    private List<String> command(Path folder, Path next, List<String> passedOn, List<String> stageWork) {
        List<String> command = new ArrayList<>();
        command.add(scripts + "/dryer");
        command.add("--stop-on-eof");
        command.addAll(passedOn);
        if (putting.quiet()) {
            command.add("--quiet");
        }
        if (next != null) {
            command.add("--to=" + queueArgument(next));
        }
        command.add(queueArgument(folder));
        if (hasWork) {
            command.add("--");
            command.addAll(stageWork);
        }
        return ExactCommand.of(command);
    }

    /** As a URI, which is plain ASCII and exact whatever the bytes of the path. */
    private static String queueArgument(Path folder) {
        String path = folder.toString();
        boolean plain = path.chars().allMatch(c -> c >= ' ' && c < 127);
        return plain ? path : folder.toUri().toString();
    }
}
