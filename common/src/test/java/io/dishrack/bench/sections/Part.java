package io.dishrack.bench.sections;

import java.util.List;
import jdk.jfr.consumer.RecordedFrame;

/** Parts of the way of an item, told by the innermost frame of a sample that belongs to one. */
enum Part {
    CHRONICLE_LOCK("Chronicle's lock", "net.openhft.chronicle.queue.impl.single.TableStoreWriteLock"),
    CHRONICLE("Chronicle's append", "net.openhft."),
    CHECKS("append checked", "io.dishrack.engine.log.SegmentTail"),
    CHECKSUM("checksum", "io.dishrack.engine.log.Seal"),
    FRAME("frame made", "io.dishrack.engine.log.Frame"),
    SPACE("space reserved ahead", "io.dishrack.engine.log.LogSpace"),
    READ("message read", "io.dishrack.engine.log.LogReader"),
    LOG("log, the rest", "io.dishrack.engine.log."),
    LOCK("lock", "io.dishrack.engine.slots.SharedLock"),
    LEDGER("state word", "io.dishrack.engine.ledger."),
    CLAIM("claim", "io.dishrack.engine.Claims"),
    DELIVERY("delivery", "io.dishrack.engine.FolderDelivery"),
    SETTLE("settled", "io.dishrack.engine.Settlement"),
    QUEUE("queue, the rest", "io.dishrack.engine."),
    OTHER("benchmark's loop", "");

    /** Tools of several parts: the frame around them tells which. */
    private static final List<String> TOOLS = List.of(
            "io.dishrack.engine.region.",
            "io.dishrack.engine.control.",
            "io.dishrack.engine.log.SegmentView",
            "io.dishrack.engine.log.SegmentWalk",
            "io.dishrack.engine.log.SegmentLayout",
            "io.dishrack.engine.log.LogWords");

    private final String title;
    private final String prefix;

    Part(String title, String prefix) {
        this.title = title;
        this.prefix = prefix;
    }

    String title() {
        return title;
    }

    /** The part of a stack, given from the inside out. */
    static Part of(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (TOOLS.stream().noneMatch(type::startsWith)) {
                for (Part part : values()) {
                    if (part != OTHER && type.startsWith(part.prefix)) {
                        return part;
                    }
                }
            }
        }
        return OTHER;
    }
}
