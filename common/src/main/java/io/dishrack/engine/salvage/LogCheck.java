package io.dishrack.engine.salvage;

import io.dishrack.Finding;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.keys.LastOfBuckets;
import io.dishrack.engine.log.LogScan;
import io.dishrack.engine.log.MessageHead;
import io.dishrack.engine.log.ScannedMessage;
import io.dishrack.engine.origins.OriginCheck;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Checks the files of a log, each message, and the payloads in files of their own. */
final class LogCheck implements LogWalk.Visitor {

    private static final String DEAD = "repair makes it a dead letter";
    private static final String LEFT_OUT = "repair leaves it out; what its item became stands in the ledger";
    private static final String KNOWN = "it was lost before the last repair, which dealt with it";
    private static final String LARGE = "large";

    private final Basis basis;
    private final Findings findings;
    private final boolean items;
    private final String name;
    private final long published;
    private final Acknowledged known;
    private final Set<Long> large = new HashSet<>();
    private final Map<Integer, Long> firsts = new HashMap<>();
    private final LastOfBuckets keys = new LastOfBuckets();
    private final OriginCheck origins;
    private final Ranges unreadable = new Ranges();
    private final Set<LogScan.Segment> seen = new HashSet<>();
    private long readable;
    private long last;
    private long lastReadable;
    private int lastCycle = -1;

    private LogCheck(Basis basis, Findings findings, boolean items) {
        this.basis = basis;
        this.findings = findings;
        this.items = items;
        this.name = items ? QueueFiles.ITEMS : QueueFiles.RESULTS;
        this.known = Acknowledged.of(basis.folder);
        this.origins = new OriginCheck(basis.folder, basis.id);
        this.published = basis.word(
                        items ? ControlDescriptor.PUBLISHED_OFFSET : ControlDescriptor.RESULTS_PUBLISHED_OFFSET)
                .orElse(0);
    }

    static LogCheck items(Basis basis, Findings findings) {
        return new LogCheck(basis, findings, true);
    }

    static LogCheck results(Basis basis, Findings findings) {
        return new LogCheck(basis, findings, false);
    }

    void run() {
        last = (items ? LogWalk.items(basis, this) : LogWalk.results(basis, this)).run();
        if (last > published && last > lastReadable) {
            // Cut short by its writer's death: never put.
            last = Math.max(published, lastReadable);
        }
        orphans();
    }

    @Override
    public boolean message(LogScan.Segment segment, ScannedMessage message) {
        begin(segment);
        firsts.putIfAbsent(segment.cycle(), message.number());
        return kept(segment, message);
    }

    @Override
    public boolean kept(LogScan.Segment segment, ScannedMessage message) {
        String fact = message.damage();
        if (message.isReadable()) {
            lastReadable = message.number();
            if (items) {
                keys.see(message.number(), message.head().key());
                see(message.number(), message.head().origin());
            }
            fact = fact == null ? payloadFact(message) : fact;
        } else {
            unreadable.add(message.number(), message.number());
        }
        if (message.isReadable() && (fact == null || fact.equals(message.damage()))) {
            readable++;
        }
        if (fact != null && message.number() > published) {
            findings.add(new Finding(
                    basis.name(segment.file()),
                    message.number(),
                    message.position(),
                    "cut short by its writer's death: " + fact,
                    "the next put writes over it",
                    false));
        } else if (fact != null && known.contains(name, message.number())) {
            findings.add(
                    new Finding(basis.name(segment.file()), message.number(), message.position(), fact, KNOWN, false));
        } else if (fact != null) {
            findings.add(new Finding(
                    basis.name(segment.file()),
                    message.number(),
                    message.position(),
                    fact,
                    items ? DEAD : LEFT_OUT,
                    true));
        }
        return true;
    }

    private void see(long number, MessageHead.Origin origin) {
        if (origin != null && number <= published) {
            origins.see(origin.source(), origin.sequence(), number);
        }
    }

    private void begin(LogScan.Segment segment) {
        if (seen.add(segment)) {
            lastCycle = segment.cycle();
            if (segment.damage() != null) {
                findings.damage(
                        basis.name(segment.file()),
                        segment.damage(),
                        "repair keeps a copy and writes what can be read anew");
            }
        }
    }

    private String payloadFact(ScannedMessage message) {
        if (!message.isLarge()) {
            return null;
        }
        large.add(message.number());
        try {
            message.payload();
            return null;
        } catch (QueueUnusableException e) {
            return "large payload is missing or damaged";
        }
    }

    @Override
    public void missing(long first, long lastMissing, String file, String fact) {
        unreadable.add(first, lastMissing);
        boolean told = known.contains(name, first) && known.contains(name, lastMissing);
        String remedy = items ? DEAD : LEFT_OUT;
        findings.add(new Finding(file, first, -1, fact + ": last=" + lastMissing, told ? KNOWN : remedy, !told));
    }

    @Override
    public void ended(LogScan.Segment segment, LogScan.End end, boolean isLast) {
        begin(segment);
        if (end == null) {
            return;
        }
        if (end.fact() != null) {
            boolean cut = isLast && end.last() >= published;
            findings.add(new Finding(
                    basis.name(segment.file()),
                    0,
                    end.position(),
                    "odd end: " + end.fact(),
                    cut ? "the next put writes over it" : "repair keeps a copy and writes what can be read anew",
                    !cut));
        }
    }

    /** Files of large payloads that no message refers to. */
    private void orphans() {
        Path folder = basis.folder.resolve(name).resolve(LARGE);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String number = file.getFileName().toString();
                boolean known = number.matches("\\d{1,18}") && large.contains(Long.parseLong(number));
                if (!known) {
                    findings.note(
                            basis.name(file),
                            "large payload without a message",
                            "left by a writer that was killed, or its message is damaged; repair leaves it");
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            findings.damage(name + "/" + LARGE, "folder can't be listed: " + e.getMessage(), "check its permissions");
        }
    }

    /** The last number found or known to be missing. */
    long last() {
        return last;
    }

    /** The last number whose message is whole. */
    long lastReadable() {
        return lastReadable;
    }

    /** The items with keys. */
    LastOfBuckets keys() {
        return keys;
    }

    /** The check of where the items come from. */
    OriginCheck origins() {
        return origins;
    }

    /** Whether that message is lost. */
    boolean isUnreadable(long number) {
        return unreadable.contains(number);
    }

    /** How many are whole. */
    long readable() {
        return readable;
    }

    /** The last segment that has a file, or -1. */
    int lastCycle() {
        return lastCycle;
    }

    /** The first number of each segment that has messages. */
    Map<Integer, Long> firsts() {
        return firsts;
    }
}
