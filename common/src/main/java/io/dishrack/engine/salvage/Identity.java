package io.dishrack.engine.salvage;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.log.LogScan;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Which queue it is, when the files don't agree: what most segments of the item log say, if control or the properties
 * say it too; else what control says, the properties, the segments, in this order.
 */
record Identity(boolean isKnown, long id) {

    static Identity of(ControlFile control, Label label, Path items) {
        OptionalLong inControl = control == null ? OptionalLong.empty() : OptionalLong.of(control.queueId());
        OptionalLong labelled = label.number("id");
        if (inControl.isPresent() && labelled.isPresent() && inControl.getAsLong() == labelled.getAsLong()) {
            return new Identity(true, inControl.getAsLong());
        }
        OptionalLong logged = inSegments(items);
        if (inControl.isPresent() && (labelled.isEmpty() || !labelled.equals(logged))) {
            return new Identity(true, inControl.getAsLong());
        }
        if (labelled.isPresent() && (inControl.isPresent() || logged.isEmpty() || labelled.equals(logged))) {
            return new Identity(true, labelled.getAsLong());
        }
        return new Identity(logged.isPresent() || labelled.isPresent(), logged.orElse(labelled.orElse(0)));
    }

    private static OptionalLong inSegments(Path items) {
        Map<Long, Integer> votes = new HashMap<>();
        try {
            for (LogScan.Segment segment : new LogScan(items).segments()) {
                if (segment.salt() != 0) {
                    votes.merge(segment.salt(), 1, Integer::sum);
                }
            }
        } catch (QueueUnusableException e) {
            // Told where the log is checked.
        }
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(most -> OptionalLong.of(most.getKey()))
                .orElse(OptionalLong.empty());
    }
}
