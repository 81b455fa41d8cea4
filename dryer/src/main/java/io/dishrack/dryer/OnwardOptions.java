package io.dishrack.dryer;

import io.dishrack.Dishrack;
import io.dishrack.Durability;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.dryer.run.Onward;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say where outputs go. */
final class OnwardOptions {

    @Option(
            names = "--to",
            paramLabel = "QUEUE2",
            converter = QueueAddress.Converter.class,
            description = "The output of an item that is done becomes an item of QUEUE2, made when it is missing: once,"
                    + " whoever is killed when. Without a newline at its end; no output, no item.")
    private QueueAddress to;

    @Option(names = "--to-exact", description = "With --to: the newline at an output's end stays.")
    private boolean exact;

    /** What is open while a dryer works. */
    record Open(JoinableQueue<byte[]> queue, Onward onward) implements AutoCloseable {

        @Override
        public void close() {
            if (queue != null) {
                queue.close();
            }
        }
    }

    void check(QueueAddress from) {
        if (exact && to == null) {
            throw new CommandException(ExitCode.USAGE, "--to-exact needs --to; name a queue, or leave it out");
        }
        if (to != null && isSame(from)) {
            throw new CommandException(
                    ExitCode.USAGE, "--to names the queue itself: queue=" + to.text() + "; name another one");
        }
    }

    private boolean isSame(QueueAddress from) {
        if (to.uri().equals(from.uri())) {
            return true;
        }
        try {
            Path one = Path.of(to.uri());
            Path other = Path.of(from.uri());
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException | IllegalArgumentException e) {
            return false; // opening them tells why
        }
    }

    /** As a washer: who joins there and looks for dryers must not take this one for one of its own. */
    Open open(Durability durability) {
        if (to == null) {
            return new Open(null, Onward.NOWHERE);
        }
        OpenOptions options = OpenOptions.DEFAULTS.withRole("washer").withDurability(durability);
        JoinableQueue<byte[]> next = Dishrack.open(to.uri(), options);
        return new Open(next, new Onward(next, exact));
    }
}
