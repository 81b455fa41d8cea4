package io.dishrack.cli.progress;

import java.time.Duration;
import java.util.Optional;

/** How long it will take, should it go on as it went so far. */
final class Eta {

    private Eta() {}

    static Optional<Duration> of(long finished, long total, Duration elapsed) {
        if (finished <= 0 || total < finished) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) ((double) (total - finished) / finished * elapsed.toMillis())));
    }
}
