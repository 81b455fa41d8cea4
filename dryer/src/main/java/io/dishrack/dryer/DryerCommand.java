package io.dishrack.dryer;

import io.dishrack.Durability;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.Steering;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.DurabilityConverter;
import io.dishrack.cli.DurationConverter;
import io.dishrack.cli.Event;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.LogOption;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.RawArguments;
import io.dishrack.cli.Stdio;
import io.dishrack.cli.VersionProvider;
import io.dishrack.dryer.handler.HandlerBrokenException;
import io.dishrack.dryer.run.Dryer;
import io.dishrack.dryer.run.DryerSettings;
import io.dishrack.dryer.run.OnwardException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of the dryer. */
@Command(
        name = "dryer",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        synopsisHeading = "Usage: ",
        customSynopsis = "dryer [options] QUEUE [-- COMMAND [ARG...]]",
        header = "Takes items from a queue, has the work done and acknowledges each.",
        description = {
            "",
            "For each item COMMAND runs, without a shell: {} in its arguments is the item, {#} the item's number; "
                    + "without {} the item is the last argument. DISHRACK_ITEM, DISHRACK_NUMBER and DISHRACK_ATTEMPT "
                    + "tell it too. Exit code 0 is done, any other failed. Without COMMAND, items are printed.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  dryer /tmp/q                               print: Drying ITEM dish",
            "  dryer --jobs 4 /tmp/q -- gzip -9 {}        four at a time",
            "  dryer --limit 2 /tmp/q -- fetch {}         two at a time over all dryers",
            "  dryer --until-empty /tmp/q -- convert {} -resize 50%% {}.small.png",
            "  dryer --stdin /tmp/q -- sha256sum          the item on standard input",
            "  dryer --shell 'wc -l < \"$1\"' /tmp/q        a shell, the item is $1",
            "  dryer --coprocess /tmp/q -- sed -u s/a/b/  started once, a line per item",
            "  dryer --handler list-files /tmp/q          every file below each folder",
            "  dryer --to /tmp/q2 /tmp/q -- resize {}     the names that it prints are the",
            "                                             items of the next queue",
            "",
            "A coprocess writes a line for each line that it reads: the item is done, the",
            "line is its output. A line that begins with the value of DISHRACK_FAIL, then",
            "a space and a message, says that the item failed; with DISHRACK_REJECT that it",
            "is rejected.",
            "",
            "A failed item is tried again, --max-attempts times in all, one whose dryer was",
            "killed too; then it is a dead letter: see rack show and rack redrive. A rejected",
            "item is one at once. sysexits(3) has 65, EX_DATAERR, for input that can't be",
            "worked on: --reject-exit 65 suits commands that follow it. Without the option",
            "no exit code rejects.",
            "",
            "SIGTERM, SIGINT or SIGHUP: stops taking, finishes what runs, ends with 0.",
            "A second one: stops the commands, hands their items back and ends at once.",
            "",
            "Exit codes: 0 ended as asked; 1 items ended as dead letters here, or the",
            "command can't work; 2 usage; 3 the queue can't be used; 130, 143 by signal."
        })
public final class DryerCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private static final int MAX_JOBS = 1000;
    private static final int MAX_BATCH = 100_000;

    @Mixin
    private WorkOptions workOptions;

    @Mixin
    private OnwardOptions onwardOptions;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Workers, each with an item at a time (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Items that a worker claims at once (default: 1; for a coprocess, what takes 10 ms).")
    private Integer batch;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Lets at most N items of the queue run at once, over all dryers, from now on and for all: as"
                    + " rack limit does. The last one set counts. Default: as it is.")
    private Integer limit;

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            defaultValue = "3",
            description = "Hand-outs before an item becomes a dead letter (default: ${DEFAULT-VALUE}).")
    private int maxAttempts;

    @Option(
            names = "--retry-delay",
            paramLabel = "D",
            defaultValue = "100ms",
            converter = DurationConverter.class,
            description = "Wait before a failed item runs again; doubles each time (default: ${DEFAULT-VALUE}).")
    private Duration retryDelay;

    @Option(
            names = "--timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "Time for an item; then its command and all that it started get TERM, 2 s later KILL.")
    private Duration timeout;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            defaultValue = "process",
            converter = DurabilityConverter.class,
            description = "What a done survives: process (the death of any process; the default), machine (power"
                    + " loss), machine/50ms (power loss, but for the last 50 ms).")
    private Durability durability;

    @Option(
            names = "--spin",
            description = "Look for items without ever sleeping: takes a processor, saves a wake-up's time.")
    private boolean spin;

    @Option(names = "--until-empty", description = "End when everything that was put is finished.")
    private boolean untilEmpty;

    @Option(
            names = "--idle-timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "End after this long without an item.")
    private Duration idleTimeout;

    @Option(names = "--max-items", paramLabel = "N", description = "End after N items, failed ones among them.")
    private Long maxItems;

    @Option(
            names = {"-q", "--quiet"},
            description = "Tell only what has to be mended, not which items failed.")
    private boolean quiet;

    @Mixin
    private LogOption log;

    @Option(names = "--stop-on-eof", hidden = true, description = "Stop as on SIGTERM when standard input ends.")
    private boolean stopOnEof;

    @Parameters(index = "0", paramLabel = "QUEUE", converter = QueueAddress.Converter.class, description = "A folder.")
    private QueueAddress address;

    @Parameters(index = "1..*", paramLabel = "COMMAND", hidden = true)
    private List<String> command = List.of();

    private final Stdio stdio;

    /** With the streams of the program. */
    public DryerCommand(Stdio stdio) {
        this.stdio = stdio;
    }

    @Override
    public Integer call() throws Exception {
        log.apply(stdio);
        check();
        Stopper stopper = new Stopper(this::tell);
        try (Work work = workOptions.open(spec.commandLine(), commandAfterDashes(), stdio, timeout)) {
            stopper.listen(stopOnEof ? stdio.in() : null);
            return dry(work, stopper);
        }
    }

    private int dry(Work work, Stopper stopper) throws InterruptedException {
        OpenOptions options = OpenOptions.DEFAULTS
                .withCreate(false)
                .withRole("dryer")
                .withMaxAttempts(maxAttempts)
                .withRetryDelay(retryDelay)
                .withDurability(durability)
                .withSpin(spin ? OpenOptions.MOST_SPIN : Duration.ZERO);
        QueueOpener opener = new QueueOpener(address, options, this::tell);
        try (JoinableQueue<byte[]> queue = untilEmpty ? opener.open() : opener.await(stopper)) {
            if (queue == null) {
                return stopper.exitCode(ExitCode.OK);
            }
            return dry(queue, work, stopper);
        } catch (OnwardException e) {
            throw new CommandException(CommandRunner.exitCode(e.reason()), e.getMessage());
        } catch (HandlerBrokenException e) {
            throw new CommandException(ExitCode.FAILED_ITEMS, e.getMessage());
        }
    }

    private int dry(JoinableQueue<byte[]> queue, Work work, Stopper stopper) throws InterruptedException {
        try (OnwardOptions.Open next = onwardOptions.open(durability)) {
            if (limit != null) {
                queue.limit(limit);
            }
            Dryer dryer = new Dryer(queue, settings(), work, this::tell, next.onward());
            stopper.attach(dryer);
            tell(Event.quiet("started").with("queue", address.text()).with("jobs", jobs));
            long began = System.nanoTime();
            Dryer.Summary summary = dryer.run();
            int code = stopper.exitCode(summary.dead() > 0 ? ExitCode.FAILED_ITEMS : ExitCode.OK);
            tellStopped(summary, began, code);
            return code;
        }
    }

    private DryerSettings settings() {
        return new DryerSettings(
                jobs,
                batch == null ? 0 : batch,
                untilEmpty,
                idleTimeout,
                maxItems == null ? 0 : maxItems,
                timeout,
                maxAttempts);
    }

    private void tell(Event event) {
        if (!quiet) {
            stdio.tell(event);
        }
    }

    private void tellStopped(Dryer.Summary summary, long began, int code) {
        tell(Event.quiet("stopped")
                .with("done", summary.done())
                .with("failed", summary.dead())
                .with("seconds", (System.nanoTime() - began) / 1e9)
                .with("exit_code", code));
    }

    private void check() {
        onwardOptions.check(address);
        range("--jobs", jobs, 1, MAX_JOBS);
        range("--max-attempts", maxAttempts, 1, 255);
        range("--batch", batch == null ? 1 : batch, 1, MAX_BATCH);
        range("--limit", limit == null ? 1 : limit, 1, Steering.MAX_LIMIT);
        range("--max-items", maxItems == null ? 1 : maxItems, 1, Long.MAX_VALUE);
        if (timeout != null && timeout.isZero()) {
            throw usage("--timeout out of range: --timeout=0; use more, or leave it out for no limit");
        }
    }

    private void range(String option, long value, long least, long most) {
        if (value < least || value > most) {
            String range = most == Long.MAX_VALUE ? least + " or more" : least + " to " + most;
            throw usage(option + " out of range: " + option + "=" + value + "; use " + range);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** What stands after {@code --}. Without it a COMMAND's options would be taken for the dryer's, so it is needed. */
    private List<String> commandAfterDashes() {
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        int start = all.size() - command.size();
        if (command.isEmpty()) {
            if (all.get(all.size() - 1).equals("--")) {
                throw usage("no command after --: queue=" + address.text() + "; name one, or leave -- out");
            }
            return command;
        }
        if (command.get(0).equals("--")) {
            return command.subList(1, command.size()); // dryer -- QUEUE -- COMMAND
        }
        if (start < 1 || !all.get(start - 1).equals("--")) {
            throw usage("unexpected argument: " + RawArguments.text(command.get(0)) + "; put -- before a COMMAND");
        }
        return command;
    }
}
