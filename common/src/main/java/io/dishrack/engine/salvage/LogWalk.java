package io.dishrack.engine.salvage;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
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
    private boolean stopped;
    /** The number that should come next. */
    private long next = 1;

    private LogWalk(Basis basis, boolean items, Visitor visitor) {
        this.basis = basis;
        this.scan = items ? basis.items : basis.results;
        this.name = items ? QueueFiles.ITEMS : QueueFiles.RESULTS;
        this.logOffset = items ? ControlDescriptor.LOG_OFFSET : ControlDescriptor.RESULTS_LOG_OFFSET;
        this.cyclesOffset = items ? ControlDescriptor.ITEM_CYCLES_OFFSET : ControlDescriptor.RESULT_CYCLES_OFFSET;
        this.published =
                basis.word(items ? ControlDescriptor.PUBLISHED_OFFSET : ControlDescriptor.RESULTS_PUBLISHED_OFFSET);
        this.visitor = visitor;
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
        for (int i = 0; i < segments.size() && !stopped; i++) {
            walk(segments.get(i), i == segments.size() - 1);
        }
        if (!stopped) {
            missingUpTo(published.orElse(0), name, "messages are missing at the end");
        }
        return next - 1;
    }

    private void walk(LogScan.Segment segment, boolean isLast) {
        long first = first(segment);
        missingUpTo(first - 1, basis.name(segment.file()), "messages are missing before this file");
        try {
            LogScan.End end = scan.walk(segment, Math.max(first, next), message -> {
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
        return segment.cycle() > 0 && segment.cycle() <= last && segment.cycle() < ControlDescriptor.CYCLES
                ? basis.word(cyclesOffset + segment.cycle() * Long.BYTES).orElse(next)
                : next;
    }

    private void missingUpTo(long last, String file, String fact) {
        if (last >= next) {
            visitor.missing(next, last, file, fact);
            next = last + 1;
        }
    }
}
