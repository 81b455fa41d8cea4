package io.dishrack.washer;

import io.dishrack.Durability;
import io.dishrack.OpenOptions;
import io.dishrack.QueueStatus;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.DurabilityConverter;
import io.dishrack.cli.DurationConverter;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.SizeConverter;
import io.dishrack.washer.run.WashPlan;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How items are put and what is printed of them, the same for {@code washer} and {@code dishes}. */
public final class PutOptions {

    @Option(
            names = "--max-size",
            paramLabel = "N",
            description = "When the queue is created: at most N items wait to be taken, and puts wait for room."
                    + " 0: no bound.")
    Long maxSize;

    @Option(
            names = "--keep",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "When the queue is created: SIZE of finished items is kept to be looked at (rack show), and"
                    + " what is older is deleted by and by. Default: 1g. All of it: 100t.")
    Long keep;

    @Option(
            names = "--keep-results",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "The same of results: who reads them later than that misses the oldest. Default: 1g.")
    Long keepResults;

    @Option(
            names = "--put-timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "Give up (exit 4) when the queue stays full for D. Default: wait for room.")
    Duration putTimeout;

    @Option(
            names = "--join-timeout",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "Join, but give up (exit 4) when the work is not finished D after the last put.")
    Duration joinTimeout;

    @Option(
            names = "--results",
            description = "Print the output of each item as it finishes, exactly its bytes, and wait for the last.")
    boolean results;

    @Option(names = "--ordered", description = "Print results in put order; later ones are held in memory.")
    boolean ordered;

    @Option(
            names = "--durability",
            paramLabel = "LEVEL",
            defaultValue = "process",
            converter = DurabilityConverter.class,
            description = "What a put survives: process (the death of any process; the default), machine (power loss:"
                    + " each put is flushed to the device), machine/50ms (power loss, but for the last 50 ms).")
    Durability durability;

    @Option(names = "--quiet", description = "Tell nothing but errors.")
    boolean quiet;

    /** Whether only errors are told. */
    public boolean quiet() {
        return quiet;
    }

    /** How durable puts are. */
    public Durability durability() {
        return durability;
    }

    /** Whether results are printed. */
    public boolean results() {
        return results || ordered;
    }

    /** The queue to be opened, with the bound asked for. */
    public OpenOptions open(String role) {
        if (maxSize != null && maxSize < 0) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--max-size out of range: max-size=" + maxSize + "; use 1 or more, or 0 for no bound");
        }
        return OpenOptions.DEFAULTS
                .withRole(role)
                .withMaxSize(maxSize == null ? 0 : maxSize)
                .withHistoryBytes(keep == null ? OpenOptions.DEFAULTS.historyBytes() : keep)
                .withResultBytes(keepResults == null ? OpenOptions.DEFAULTS.resultBytes() : keepResults)
                .withDurability(durability);
    }

    /** Refuses bounds that an existing queue does not have: they are fixed when a queue is made. */
    public void check(QueueStatus status) {
        check("--keep", keep, status.kept().historyBytes());
        check("--keep-results", keepResults, status.kept().resultBytes());
        check("--max-size", maxSize, status.maxSize());
    }

    private static void check(String option, Long asked, long found) {
        if (asked != null && asked != found) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "the queue exists with another bound: " + option.substring(2) + "=" + found + " asked=" + asked
                            + "; leave " + option + " out, or make another queue");
        }
    }

    /** Whether {@link #check} has anything to check. */
    public boolean hasBound() {
        return maxSize != null || keep != null || keepResults != null;
    }

    /** What a washer is to do, joining if told to by {@code --join-timeout} or by the caller. */
    WashPlan plan(boolean join, boolean failWithoutDryers) {
        boolean joins = join || joinTimeout != null || failWithoutDryers;
        return new WashPlan(putTimeout, joins, joinTimeout, failWithoutDryers, results(), ordered, false, quiet);
    }

    /** What dishes is to do, whose dryers tell of failures on the same standard error. */
    public WashPlan planWithOwnDryers() {
        return new WashPlan(putTimeout, true, joinTimeout, false, results(), ordered, true, quiet);
    }
}
