package io.dishrack.engine.origins;

import io.dishrack.QueueUnusableException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Looks at the files of origins of a queue that nobody need have open, whatever state they are in. */
public final class OriginCheck {

    private final Path folder;
    private final long queueId;
    private final Origins origins;
    /** By file, the first entry that is not as its message tells. */
    private final Map<OriginFiles.Key, String> missed = new HashMap<>();

    /** Of the queue in a folder. */
    public OriginCheck(Path queue, long queueId) {
        this.folder = queue.resolve(Origins.FOLDER);
        this.queueId = queueId;
        this.origins = Origins.toLookAt(queue, queueId);
    }

    /** Looks for what a message tells: that this item was made from that one of the source. */
    public void see(long source, long sequence, long number) {
        OriginFiles.Key key = OriginFiles.Key.of(source, sequence);
        if (missed.containsKey(key)) {
            return;
        }
        try {
            String fact = origins.missed(source, sequence, number);
            if (fact != null) {
                missed.put(key, fact);
            }
        } catch (QueueUnusableException e) {
            // Damaged, which is told of the file.
        }
    }

    /**
     * Tells what is wrong with each file.
     *
     * @param last the last number that was put; larger ones are wrong
     * @param seen whether what was missed by {@link #see} is to be told
     * @param visitor is given the file and the fact
     */
    public void run(long last, boolean seen, BiConsumer<Path, String> visitor) {
        Map<Path, String> facts = new TreeMap<>();
        if (seen) {
            missed.forEach((key, fact) -> facts.put(key.in(folder), fact));
        }
        for (OriginFiles.Key key : OriginFiles.list(folder)) {
            tell(facts, key.in(folder), damage(key, last));
        }
        for (long source : OriginFiles.forgetful(folder)) {
            tell(facts, OriginFiles.forgotten(folder, source), damage(source));
        }
        facts.forEach(visitor);
    }

    private static void tell(Map<Path, String> facts, Path file, String damage) {
        if (damage != null) {
            facts.put(file, damage);
        }
    }

    private String damage(OriginFiles.Key key, long last) {
        try {
            OriginFile file = OriginFile.open(key.in(folder), key, queueId, false);
            int at = file.damagedWord();
            if (at >= 0) {
                return "word is damaged: offset=" + at;
            }
            return file.highest() <= last
                    ? null
                    : "an origin is noted of an item that was not put: number=" + file.highest();
        } catch (QueueUnusableException e) {
            return fact(e);
        }
    }

    private String damage(long source) {
        try {
            ForgottenFile.open(OriginFiles.forgotten(folder, source), source, queueId, false)
                    .files();
            return null;
        } catch (QueueUnusableException e) {
            return fact(e);
        }
    }

    private static String fact(QueueUnusableException e) {
        return e.getMessage().replaceFirst("; [^;]*$", "");
    }
}
