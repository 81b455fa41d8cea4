package io.dishrack.engine.origins;

import io.dishrack.QueueUnusableException;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** Looks at the files of origins of a queue that nobody need have open, whatever state they are in. */
public final class OriginCheck {

    private final Path folder;
    private final long queueId;

    /** Of the queue in a folder. */
    public OriginCheck(Path queue, long queueId) {
        this.folder = queue.resolve(Origins.FOLDER);
        this.queueId = queueId;
    }

    /**
     * Tells what is wrong with each file.
     *
     * @param last the last number that was put; larger ones are wrong
     * @param visitor is given the file and the fact
     */
    public void run(long last, BiConsumer<Path, String> visitor) {
        for (OriginFiles.Key key : OriginFiles.list(folder)) {
            String damage = damage(key, last);
            if (damage != null) {
                visitor.accept(key.in(folder), damage);
            }
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
            return e.getMessage().replaceFirst("; [^;]*$", "");
        }
    }
}
