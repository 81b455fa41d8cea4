package io.dishrack.engine;

import io.dishrack.QueuePurge;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.log.LogReclaim;
import io.dishrack.engine.log.LogWords;
import java.nio.file.Path;

/** What a {@link Purge} would delete, by and large: what is copied before is counted by its share of its segment. */
final class PurgeEstimate {

    private final Source source;
    private final boolean dead;

    /** Of a purge that deletes dead letters too, or not. */
    PurgeEstimate(Source source, boolean dead) {
        this.source = source;
        this.dead = dead;
    }

    /** What it reads. */
    record Source(Path folder, ControlFile control, Ledger ledger, LogWords items, LogWords results) {

        private LogReclaim log(String name, LogWords words) {
            return new LogReclaim(folder.resolve(name), words, Host.real(), () -> false);
        }
    }

    /** Changes nothing. */
    QueuePurge run(Census census) {
        long bytes = 0;
        for (LogReclaim.Segment segment :
                source.log(QueueFolder.RESULTS, source.results()).segments()) {
            bytes += segment.bytes();
        }
        NeededItems needed = new NeededItems(source.ledger(), source.control(), dead);
        for (LogReclaim.Segment segment :
                source.log(QueueFolder.ITEMS, source.items()).segments()) {
            bytes += needed.over(segment);
        }
        for (long file : source.ledger().files()) {
            bytes += isOver(file) ? (long) source.ledger().items() * Long.BYTES : 0;
        }
        return new QueuePurge(bytes, dead ? census.count().tally().dead() : 0);
    }

    private boolean isOver(long file) {
        long end = (file + 1) * source.ledger().items();
        if (end > source.control().frontierVolatile()) {
            return false;
        }
        LedgerSegment segment = source.ledger().segment(end);
        return !segment.isGone() && segment.cancelledIfOver() >= 0;
    }
}
