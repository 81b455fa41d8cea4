package io.dishrack.washer;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.DurationConverter;
import io.dishrack.cli.ExitCode;
import io.dishrack.washer.input.AtTime;
import io.dishrack.washer.input.ItemSource;
import io.dishrack.washer.input.Turn;
import io.dishrack.washer.input.Turned;
import io.dishrack.washer.input.Unique;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import picocli.CommandLine.Option;

/** When the turn of the items comes that say nothing of it themselves, and whether those are put that are there. */
final class TurnOptions {

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "0 (the default) to 3: items of a higher one are taken first.")
    Integer priority;

    @Option(
            names = "--after",
            paramLabel = "D",
            converter = DurationConverter.class,
            description = "Each item may run D after it was put at the earliest.")
    Duration after;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = {
                "Items may run at TIME at the earliest. As in",
                "2026-11-21T18:00 for this machine's zone, with Z or",
                "+01:00 behind it for others; 18:00: the next such time."
            })
    String at;

    @Option(
            names = "--unique",
            description =
                    "An item whose key is in the queue already, finished or not, as long as that is kept, is not put"
                            + " again. An item without a key (--jsonl) is its own.")
    boolean unique;

    /** The items, each with its turn. */
    ItemSource apply(ItemSource source) {
        if (after != null && at != null) {
            throw usage("--after and --at exclude each other; leave one out");
        }
        try {
            ItemSource turned = Turned.of(source, new Turn(priority, after, at == null ? null : future()));
            return unique ? new Unique(turned) : turned;
        } catch (IllegalArgumentException e) {
            throw usage("--" + e.getMessage());
        }
    }

    /** A mistake in a date must not start things at once. */
    private long future() {
        ZonedDateTime now = ZonedDateTime.now();
        long millis;
        try {
            millis = AtTime.parse(at, now);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
        if (millis < now.toInstant().toEpochMilli()) {
            throw usage("the time has passed: at=" + at + " is=" + Instant.ofEpochMilli(millis) + " now="
                    + Instant.ofEpochSecond(now.toEpochSecond()) + "; leave --at out for at once");
        }
        return millis;
    }

    private static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }
}
