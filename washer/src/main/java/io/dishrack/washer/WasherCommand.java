package io.dishrack.washer;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.Event;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.LogOption;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.RawArguments;
import io.dishrack.cli.Signals;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.VersionProvider;
import io.dishrack.cli.progress.Displays;
import io.dishrack.cli.progress.Measure;
import io.dishrack.cli.progress.Progress;
import io.dishrack.washer.input.ItemSource;
import io.dishrack.washer.run.Stop;
import io.dishrack.washer.run.Wash;
import io.dishrack.washer.run.WashPlan;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the washer. */
@Command(
        name = "washer",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Put items into a queue, from the arguments, else from standard input a line each.",
            "The queue is a folder, created when it is missing. Dryers take the items: dryer --help.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  washer /tmp/q salad bread entree dessert",
            "  ls | washer --join /tmp/q",
            "  find . -name '*.log' -print0 | washer -0 /tmp/q",
            "  seq 100 | washer --results --ordered /tmp/q > outputs",
            "  washer --max-size 1000 --put-timeout 30s /tmp/q < huge-list",
            "  washer --resume -a huge-list /tmp/q      # killed? the same line goes on",
            "  washer --priority 3 /tmp/q urgent; washer --at 22:00 /tmp/q tonight",
            "",
            "An item is bytes: nothing is decoded, trimmed or interpreted. Empty lines are",
            "skipped; empty arguments, and empty items of -0 and -d, are items. Empty input",
            "puts nothing. Durations: 500ms, 30s, 5m, 2h.",
            "",
            "Exit codes: 0 all well, 1 items failed for good, 2 usage or bad input, 3 the",
            "queue can't be used, 4 timed out, 5 the queue is closed, 6 no dryers,",
            "130/143 stopped by a signal."
        })
public final class WasherCommand implements Callable<Integer> {

    private final Stdio stdio;

    @Parameters(index = "0", paramLabel = "QUEUE", converter = QueueAddress.Converter.class, description = "A folder.")
    QueueAddress address;

    @Parameters(index = "1..*", paramLabel = "ITEM", description = "Items; put -- before one that begins with -.")
    List<String> items = List.of();

    @Mixin
    InputOptions input;

    @Option(names = "--join", description = "Wait until every item of the queue is finished; exit 1 when some failed.")
    boolean join;

    @Option(
            names = "--fail-without-dryers",
            description = "Join, but give up (exit 6) when no dryer was alive for a second.")
    boolean failWithoutDryers;

    @Mixin
    TurnOptions turns;

    @Mixin
    PutOptions putting;

    @Option(
            names = "--resume",
            description = "Go on where a washer of this input was killed: what it put is passed over, exactly. An input"
                    + " that changed before that place is refused (exit 2). To be given the first time too.")
    boolean resume;

    @Option(
            names = "--resume-as",
            paramLabel = "NAME",
            description = "The same, with a name for the input. Default: its file, the arguments or standard input.")
    String resumeAs;

    @Option(
            names = "--progress",
            description = "Show a bar with rate and remaining time, or a line every 5 s when standard error is not a"
                    + " terminal. On by itself with --join and --results.")
    boolean progress;

    @Mixin
    LogOption log;

    WasherCommand(Stdio stdio) {
        this.stdio = stdio;
    }

    @Override
    public Integer call() throws InterruptedException {
        log.apply(stdio);
        if (turns.unique && (resume || resumeAs != null)) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--resume and --unique exclude each other; --unique passes over what is there by itself");
        }
        ItemSource source = turns.apply(input.source(items, stdio));
        Stop stop = new Stop();
        Signals.handle(signal -> stopOrHalt(stop, signal));
        try (JoinableQueue<byte[]> queue = Dishrack.open(address.uri(), putting.open("washer"))) {
            if (putting.hasBound()) {
                putting.check(queue.status());
            }
            return wash(queue, source, stop);
        }
    }

    private int wash(JoinableQueue<byte[]> queue, ItemSource source, Stop stop) throws InterruptedException {
        WashPlan plan = putting.plan(join, failWithoutDryers);
        stdio.tell(Event.quiet("started").with("queue", address.text()));
        Wash wash;
        int code;
        try (Progress display = display(plan)) {
            wash = new Wash(queue, plan, stdio, stop, display, batch -> {});
            if (resume || resumeAs != null) {
                wash.resume(resumeAs == null ? input.name(items) : "input " + RawArguments.text(resumeAs));
            }
            code = wash.run(source);
        }
        if (!putting.quiet() && (code == ExitCode.OK || code == ExitCode.FAILED_ITEMS)) {
            sumUp(wash, plan, queue);
        }
        if (code == ExitCode.FAILED_ITEMS) {
            stdio.tell("some items failed for good; look at them: rack list --state dead " + address.text());
        }
        return code;
    }

    private Progress display(WashPlan plan) {
        boolean shows = (progress || plan.waits()) && !putting.quiet();
        return shows ? Displays.choose(stdio, Measure.ITEMS, putting.results()) : Progress.NONE;
    }

    private void sumUp(Wash wash, WashPlan plan, JoinableQueue<byte[]> queue) {
        if (plan.waits()) {
            stdio.tell(wash.summary().event(""));
        } else if (stdio.terminals().err() || log.isJson() || wash.duplicates() > 0) {
            long unfinished = queue.unfinished();
            String text = "put=" + wash.put() + " unfinished=" + unfinished;
            stdio.tell(Event.of("put", wash.duplicates() == 0 ? text : text + " duplicates=" + wash.duplicates())
                    .with("put", wash.put())
                    .with("duplicates", wash.duplicates())
                    .with("unfinished", unfinished));
        }
    }

    private static void stopOrHalt(Stop stop, int signal) {
        if (stop.isRaised()) {
            Runtime.getRuntime().halt(Signals.exitCode(signal));
        }
        stop.raise(signal);
    }
}
