package io.dishrack.damage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One damage to the files of a queue.
 *
 * @param file the file or folder it hits, relative to the queue
 * @param text what it does, to be told
 * @param blow does it
 */
record Damage(String file, String text, Blow blow) {

    /** Changes files below a queue's folder. */
    @FunctionalInterface
    interface Blow {
        void strike(Path queue) throws IOException;
    }

    void strike(Path queue) throws IOException {
        blow.strike(queue);
    }

    /** Whether messages of the item log, or their large payloads, may be gone for good. */
    boolean hitsItems() {
        return file.startsWith("items") && !file.endsWith(".cq4t");
    }

    @Override
    public String toString() {
        return text;
    }
}
