package io.dishrack.engine.salvage;

import io.dishrack.ItemState;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.Reclaimed;
import io.dishrack.engine.log.LogScan;
import io.dishrack.engine.log.ScannedMessage;
import java.util.List;
import java.util.OptionalLong;

/** Walks over all messages of a log, and over what is missing between and behind them. */
final class LogWalk {

    /** Gets what is there, in order of the numbers. */
    interface Visitor {

        /** A message, whole or not; false to stop. */
        boolean message(LogScan.Segment segment, ScannedMessage message);

        /** One that outlived its segment, and stands in another file; the same. */
        default boolean kept(LogScan.Segment file, ScannedMessage message) {
            return message(file, message);
        }

        /** Numbers without a message, the first and the last of them, and what is the matter with {@code file}. */
        default void missing(long first, long last, String file, String fact) {}

        /** A file's end, also when the walk is stopped there. */
        default void ended(LogScan.Segment segment, LogScan.End end, boolean isLast) {}
    }

    private final Basis basis;
    private final LogScan scan;
    private final String name;
    private final int logOffset;
    private final int cyclesOffset;
    private final OptionalLong published;
    private final Visitor visitor;
    private final Gauge gauge;
    private boolean stopped;
    /** The number that should come next. */
    private long next;

    private final Reclaimed.Mark mark;

    private LogWalk(Basis basis, boolean items, Visitor visitor) {
        this.basis = basis;
        this.scan = items ? basis.items : basis.results;
        this.name = items ? QueueFiles.ITEMS : QueueFiles.RESULTS;
        this.logOffset = items ? ControlDescriptor.LOG_OFFSET : ControlDescriptor.RESULTS_LOG_OFFSET;
        this.cyclesOffset = items ? ControlDescriptor.ITEM_CYCLES_OFFSET : ControlDescriptor.RESULT_CYCLES_OFFSET;
        this.published =
                basis.word(items ? ControlDescriptor.PUBLISHED_OFFSET : ControlDescriptor.RESULTS_PUBLISHED_OFFSET);
        this.visitor = visitor;
        this.gauge = basis.gauge;
        this.mark = basis.reclaimed.mark(items);
        this.next = mark.first();
    }

    /** Over the item log. */
    static LogWalk items(Basis basis, Visitor visitor) {
        return new LogWalk(basis, true, visitor);
    }

    /** Over the result log. */
    static LogWalk results(Basis basis, Visitor visitor) {
        return new LogWalk(basis, false, visitor);
    }

    /** Returns the last number that was told of, or 0. */
    long run() {
        List<LogScan.Segment> segments;
        try {
            segments = scan.segments();
        } catch (QueueUnusableException e) {
            missingUpTo(published.orElse(0), name, "folder can't be read");
            return next - 1;
        }
        kept();
        for (int i = 0; i < segments.size() && !stopped; i++) {
            if (segments.get(i).cycle() >= mark.cycle()) {
                walk(segments.get(i), i == segments.size() - 1);
            }
        }
        if (!stopped) {
            missingUpTo(published.orElse(0), name, "messages are missing at the end");
        }
        return next - 1;
    }

    /** What should have been kept of what was reclaimed, and what was. */
    private void kept() {
        if (mark.cycle() == 0) {
            return;
        }
        Ranges found = new Ranges();
        try {
            scan.walkKept((file, message) -> {
                if (message.number() < mark.first()) {
                    found.add(message.number(), message.number());
                    stopped = !visitor.kept(file, message);
                }
                return !stopped;
            });
        } catch (QueueUnusableException e) {
            // What it should have is missing, as is told now.
        }
        if (scan == basis.items && !stopped) {
            missingOfKept(found);
        }
    }

    private void missingOfKept(Ranges found) {
        String fact = "messages of unfinished items were not kept";
        long first = 0;
        for (long number = 1; number <= mark.first(); number++) {
            if (number < mark.first() && !found.contains(number) && isNeeded(number)) {
                first = first == 0 ? number : first;
                continue;
            }
            if (first != 0) {
                visitor.missing(first, number - 1, name + "/kept", fact);
                first = 0;
            }
            if (basis.ledger.isGone(number)) {
                number += basis.ledger.items() - 1 - (number - 1) % basis.ledger.items();
            }
        }
    }

    private boolean isNeeded(long number) {
        ItemState state = basis.ledger.state(number);
        return state != ItemState.DONE && state != ItemState.CANCELLED;
    }

    private void walk(LogScan.Segment segment, boolean isLast) {
        gauge.begin(segment);
        long first = first(segment);
        missingUpTo(first - 1, basis.name(segment.file()), "messages are missing before this file");
        try {
            LogScan.End end = scan.walk(segment, Math.max(first, next), message -> {
                gauge.at(message.position());
                if (message.number() >= next) {
                    next = message.number() + 1;
                    stopped = !visitor.message(segment, message);
                }
                return !stopped;
            });
            visitor.ended(segment, end, isLast);
        } catch (QueueUnusableException e) {
            // What stands in it is missing, as the next one tells, or the end.
            visitor.ended(segment, null, isLast);
        }
    }

    /** What the file says itself, or else the table in control. */
    private long first(LogScan.Segment segment) {
        if (segment.firstNumber() > 0) {
            return segment.firstNumber();
        }
        long last = basis.word(logOffset + ControlDescriptor.LOG_CYCLE).orElse(-1);
        return segment.cycle() > 0 && segment.cycle() <= last
                ? basis.word(cyclesOffset + segment.cycle() % ControlDescriptor.CYCLES * Long.BYTES)
                        .orElse(next)
                : next;
    }

    private void missingUpTo(long last, String file, String fact) {
        if (last >= next) {
            visitor.missing(next, last, file, fact);
            next = last + 1;
        }
    }
}
