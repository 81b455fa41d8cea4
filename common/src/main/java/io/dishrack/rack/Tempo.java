package io.dishrack.rack;

import io.dishrack.Pace;
import io.dishrack.QueueStatus;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Rates for people.
 *
 * @param putPerSecond items put
 * @param donePerSecond items that left the queue's hands: taken, or finished, as {@code what} says
 * @param what the word for that
 */
record Tempo(double putPerSecond, double donePerSecond, String what) {

    /** Of a look: finished items are counted nowhere over time, so those handed out stand in for them. */
    static Tempo of(Pace pace) {
        return new Tempo(pace.putPerSecond(), pace.takenPerSecond(), "taken");
    }

    /** Of several looks. For one thread. */
    static final class Looks {

        private static final long WINDOW_NANOS = 10_000_000_000L;

        private final Deque<Look> looks = new ArrayDeque<>();

        private record Look(long nanos, long put, long finished) {}

        /** The rates of the last ten seconds, with this look; as {@link #of} at the first. */
        Tempo add(long nanos, QueueStatus status) {
            Look now = new Look(nanos, status.put(), status.put() - status.unfinished());
            while (looks.size() > 1 && nanos - looks.peekFirst().nanos() > WINDOW_NANOS) {
                looks.removeFirst();
            }
            looks.addLast(now);
            Look first = looks.peekFirst();
            double seconds = (nanos - first.nanos()) / 1e9;
            if (seconds <= 0) {
                return of(status.pace());
            }
            // A redrive makes finished items unfinished.
            return new Tempo(
                    (now.put() - first.put()) / seconds,
                    Math.max(0, now.finished() - first.finished()) / seconds,
                    "finished");
        }
    }
}
