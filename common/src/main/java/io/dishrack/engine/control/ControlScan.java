package io.dishrack.engine.control;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.region.Sealed;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The control file as it is, whole or not: a copy, taken when this was made. Changes nothing. */
public final class ControlScan {

    /** Words are 8 bytes and read at once; should one be read in two halves all the same, it is read again. */
    private static final int TRIES = 3;

    private static final Map<Integer, String> NAMES = names();

    private final Region region;
    private final String fact;
    private final ControlFile control;

    private ControlScan(Region region, String fact, ControlFile control) {
        this.region = region;
        this.fact = fact;
        this.control = control;
    }

    /** Of a queue's folder. */
    public static ControlScan of(Path folder) {
        ControlScan scan = once(folder);
        for (int tries = 1;
                tries < TRIES && scan.region != null && !scan.damagedWords().isEmpty();
                tries++) {
            scan = once(folder);
        }
        return scan;
    }

    private static ControlScan once(Path folder) {
        Region region;
        try {
            region = Region.copy(folder.resolve(ControlFile.NAME), ControlDescriptor.LENGTH);
        } catch (QueueUnusableException e) {
            return new ControlScan(null, e.getMessage(), null);
        }
        try {
            return new ControlScan(region, null, ControlFile.checked(region));
        } catch (QueueUnusableException e) {
            return new ControlScan(region, e.getMessage(), null);
        }
    }

    /** The same where the file was found to be of no use for another reason. */
    public ControlScan unusable(String why) {
        return new ControlScan(region, why, null);
    }

    /** Why the file as a whole can't be used, or null. */
    public String fact() {
        return fact;
    }

    /** The file, or null when there is a {@link #fact}. Its words are damaged or not. */
    public ControlFile control() {
        return control;
    }

    /** The value of a sealed word; empty when it can't be had. */
    public OptionalLong value(int offset) {
        if (control == null) {
            return OptionalLong.empty();
        }
        long word = region.longPlain(offset);
        return Sealed.isWhole(word, offset) ? OptionalLong.of(Sealed.value(word)) : OptionalLong.empty();
    }

    /** The words that are damaged, by offset, with what they stand for. */
    public Map<Integer, String> damagedWords() {
        Map<Integer, String> damaged = new LinkedHashMap<>();
        if (control == null) {
            return damaged;
        }
        NAMES.forEach((offset, name) -> {
            if (value(offset).isEmpty()) {
                damaged.put(offset, name);
            }
        });
        try {
            control.returnedVolatile();
        } catch (QueueUnusableException e) {
            damaged.put(ControlDescriptor.RETURNED_OFFSET, "lowest number that came back");
        }
        for (int level = 1; level <= Urgent.LEVELS; level++) {
            addUrgent(damaged, level);
        }
        for (int place = 0; place < value(ControlDescriptor.PERMITS_USED_OFFSET).orElse(0); place++) {
            addPermit(damaged, place);
        }
        addCycles(damaged, ControlDescriptor.LOG_OFFSET, ControlDescriptor.ITEM_CYCLES_OFFSET, "items");
        addCycles(damaged, ControlDescriptor.RESULTS_LOG_OFFSET, ControlDescriptor.RESULT_CYCLES_OFFSET, "results");
        return damaged;
    }

    private void addUrgent(Map<Integer, String> damaged, int level) {
        try {
            control.urgent().hint(level).wordVolatile();
        } catch (QueueUnusableException e) {
            damaged.put(Urgent.offset(level), "lowest number of priority " + level);
        }
    }

    private void addPermit(Map<Integer, String> damaged, int place) {
        if (place < ControlDescriptor.PERMITS
                && value(ControlDescriptor.permitOffset(place)).isEmpty()) {
            damaged.put(ControlDescriptor.permitOffset(place), "permit " + place);
        }
    }

    /** Words of segments that were never begun are zero. */
    private void addCycles(Map<Integer, String> damaged, int log, int table, String name) {
        long last = value(log + ControlDescriptor.LOG_CYCLE).orElse(0);
        long lowest = value(log + ControlDescriptor.LOG_LOWEST).orElse(0);
        for (long cycle = Math.max(Math.max(1, lowest), last - ControlDescriptor.CYCLES + 1); cycle <= last; cycle++) {
            int offset = table + (int) (cycle % ControlDescriptor.CYCLES) * Long.BYTES;
            if (value(offset).isEmpty()) {
                damaged.put(offset, "first number of segment " + cycle + " of " + name);
            }
        }
    }

    private static Map<Integer, String> names() {
        Map<Integer, String> names = new LinkedHashMap<>();
        for (int offset : ControlDescriptor.sealedZeros()) {
            names.put(offset, name(offset));
        }
        names.put(ControlDescriptor.NEXT_DUE_OFFSET, name(ControlDescriptor.NEXT_DUE_OFFSET));
        return names;
    }

    private static String name(int offset) {
        return switch (offset) {
            case ControlDescriptor.PUBLISHED_OFFSET -> "number of the last item";
            case ControlDescriptor.RESULTS_PUBLISHED_OFFSET -> "number of the last result";
            case ControlDescriptor.FRONTIER_OFFSET -> "last number offered to takers";
            case ControlDescriptor.NEXT_DUE_OFFSET -> "time of the next retry";
            case ControlDescriptor.SHUTDOWN_OFFSET -> "whether the queue is shut down";
            case ControlDescriptor.GATE_OFFSET -> "limit and pause";
            case ControlDescriptor.PRIORITIES_OFFSET -> "priorities in use";
            case ControlDescriptor.PERMITS_USED_OFFSET -> "number of permits";
            case ControlDescriptor.FINISHED_UP_TO_OFFSET -> "number up to which all is finished";
            default ->
                offset >= ControlDescriptor.SLOTS_OFFSET
                        ? "use of process slot "
                                + (offset - ControlDescriptor.SLOTS_OFFSET) / ControlDescriptor.SLOT_LENGTH
                        : "lock or cursor";
        };
    }
}
