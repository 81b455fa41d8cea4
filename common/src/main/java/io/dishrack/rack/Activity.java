package io.dishrack.rack;

import io.dishrack.ProcessInfo;
import io.dishrack.QueueStatus;
import java.util.Comparator;
import java.util.Optional;

/** What a status says of the work under way. */
final class Activity {

    private Activity() {}

    /** The living process that has been at an item longest. */
    static Optional<ProcessInfo> longest(QueueStatus status) {
        return status.processes().stream()
                .filter(process -> process.liveness() != ProcessInfo.Liveness.DEAD && process.busySinceMillis() > 0)
                .min(Comparator.comparingLong(ProcessInfo::busySinceMillis));
    }

    /** Milliseconds until all is finished at that rate, or -1 when that is not to be said. */
    static long etaMillis(long unfinished, double perSecond) {
        double millis = unfinished / perSecond * 1000;
        return unfinished == 0 || perSecond <= 0 || millis > Long.MAX_VALUE ? -1 : (long) millis;
    }
}
