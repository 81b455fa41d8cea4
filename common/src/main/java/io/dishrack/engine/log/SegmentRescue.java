package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a scan of a damaged segment found, for readers that did not get to a message by its place: where to go on behind
 * each damage, and which messages are damaged. Made when it is needed, as it reads the whole file.
 */
final class SegmentRescue {

    /** Damages kept in mind; those of a file with more are all said to be lost. */
    private static final int MOST = 1 << 16;

    private final Map<Long, ScannedMessage> damaged = new HashMap<>();
    private final TreeMap<Long, Long> resumes = new TreeMap<>();
    private final LogScan.End end;
    private boolean afterDamage = true;

    SegmentRescue(Path file, Seal seal, LargePayloads large, long first) {
        try {
            end = new SegmentScan(new FileWindow(file), new Seal(seal.salt()), large, this::note).walk(first);
        } catch (IOException | UncheckedIOException e) {
            throw new QueueUnusableException(
                    "can't read segment: file=" + file + " reason="
                            + e.getClass().getSimpleName() + " " + e.getMessage()
                            + "; see rack verify and rack repair",
                    e);
        }
    }

    private boolean note(ScannedMessage message) {
        if (message.damage() != null) {
            damaged.put(message.number(), message);
            afterDamage = true;
        } else if (afterDamage) {
            resumes.put(message.number(), message.position());
            afterDamage = false;
        }
        return damaged.size() < MOST;
    }

    /** The last number the segment has. */
    long last() {
        return end.last();
    }

    /** A message that is not as it should be, and may be readable all the same; or null. */
    ScannedMessage damaged(long number) {
        return damaged.get(number);
    }

    /** Number and position of a whole message, not beyond the given one, with no damage in between; or null. */
    Map.Entry<Long, Long> resume(long number) {
        return resumes.floorEntry(number);
    }
}
