package io.dishrack.engine;

import io.dishrack.Pace;
import io.dishrack.engine.control.Pulse;
import io.dishrack.engine.ledger.Tally;
import java.util.List;

/** Works out how the work goes from what was noted. */
final class Paces {

    /** Rates are those of this time. */
    private static final long WINDOW_MILLIS = 10_000;

    private final List<Pulse.Note> notes;
    private final long now;

    Paces(Pulse pulse, long nowMillis) {
        this.notes = pulse.notes(nowMillis);
        this.now = nowMillis;
    }

    Pace of(Census.Count count) {
        long beyond = count.put() - count.beyond() + 1;
        long oldest = Math.min(count.tally().firstReady(), count.beyond() > 0 ? beyond : Tally.NONE);
        Pulse.Note before = before(now - WINDOW_MILLIS);
        double seconds = Math.max(1, now - before.millis()) / 1000.0;
        return new Pace(
                oldest == Tally.NONE ? 0 : oldest,
                oldest == Tally.NONE ? 0 : putMillis(oldest),
                Math.max(0, count.put() - before.put()) / seconds,
                Math.max(0, beyond - 1 - before.offered()) / seconds);
    }

    /**
     * What stood then: the last note up to that moment, for nothing changed unnoted. Where all is younger, the first
     * note: how it stood before that nobody knows.
     */
    private Pulse.Note before(long millis) {
        Pulse.Note found = null;
        for (Pulse.Note note : notes) {
            if (note.millis() <= millis) {
                found = new Pulse.Note(millis, note.put(), note.offered());
            } else if (found == null) {
                return note;
            }
        }
        return found == null ? new Pulse.Note(now, Long.MAX_VALUE, Long.MAX_VALUE) : found;
    }

    private long putMillis(long number) {
        for (Pulse.Note note : notes) {
            if (note.put() >= number) {
                return note.millis();
            }
        }
        return 0;
    }
}
