package io.dishrack.engine.control;

import static io.dishrack.engine.control.ControlDescriptor.PULSE_LENGTH;
import static io.dishrack.engine.control.ControlDescriptor.PULSE_LEVELS;
import static io.dishrack.engine.control.ControlDescriptor.PULSE_NOTES;
import static io.dishrack.engine.control.ControlDescriptor.PULSE_OFFSET;

import io.dishrack.engine.region.Region;
import java.util.List;
import java.util.TreeMap;

/**
 * When how many items had been put and offered to takers, noted as it went: how old a waiting item is, and how quickly
 * the work goes, without a time for each item.
 *
 * <p>Level k has a note for each of the last {@link ControlDescriptor#PULSE_NOTES} stretches of 2^k seconds in which
 * something changed, the last one of its stretch; so what is told of a moment is right to an eighth of the time since.
 * One of all processes writes, ten times a second, and whoever closes its handle. Two at once, or a kill, may leave a note
 * that is half of each: its check says so, and it counts as missing. Hints for people: nothing else reads them.
 */
public final class Pulse {

    private static final long SECOND = 1000;
    private static final int MILLIS = 0;
    private static final int PUT = 8;
    private static final int OFFERED = 16;
    private static final int CHECK = 24;

    private final Region region;
    private Note last = new Note(0, -1, -1);

    /** Of a queue's control file. */
    public Pulse(ControlFile control) {
        this.region = control.region();
    }

    /**
     * What stood at a moment.
     *
     * @param millis since 1970
     * @param put the last number put
     * @param offered the last number offered to takers
     */
    public record Note(long millis, long put, long offered) {

        private long check() {
            long mixed = (millis * 31 + put) * 31 + offered + 1;
            mixed *= 0x9E3779B97F4A7C15L;
            return mixed ^ mixed >>> 32;
        }
    }

    /** Notes the present, unless nothing has changed since this object did so last. For one thread at a time. */
    public void note(long nowMillis, ControlFile control) {
        long offered = control.frontierVolatile();
        long put = Math.max(offered, control.publishedVolatile());
        if (put == last.put() && offered == last.offered()) {
            return;
        }
        last = new Note(nowMillis, put, offered);
        for (int level = 0; level < PULSE_LEVELS; level++) {
            write(offset(level, nowMillis / (SECOND << level)), last);
        }
    }

    private static int offset(int level, long stretch) {
        return PULSE_OFFSET + (level * PULSE_NOTES + (int) (stretch % PULSE_NOTES)) * PULSE_LENGTH;
    }

    private void write(int at, Note note) {
        region.longPlain(at + MILLIS, note.millis());
        region.longPlain(at + PUT, note.put());
        region.longPlain(at + OFFERED, note.offered());
        region.longRelease(at + CHECK, note.check());
    }

    /** The notes that are whole and not of the future, oldest first. */
    public List<Note> notes(long nowMillis) {
        TreeMap<Long, Note> notes = new TreeMap<>(); // most stand on several levels
        for (int i = 0; i < PULSE_LEVELS * PULSE_NOTES; i++) {
            int at = PULSE_OFFSET + i * PULSE_LENGTH;
            long check = region.longAcquire(at + CHECK);
            Note note =
                    new Note(region.longPlain(at + MILLIS), region.longPlain(at + PUT), region.longPlain(at + OFFERED));
            if (check == note.check() && note.millis() <= nowMillis) {
                notes.put(note.millis(), note);
            }
        }
        return List.copyOf(notes.values());
    }
}
