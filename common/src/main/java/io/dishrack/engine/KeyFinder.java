package io.dishrack.engine;

import io.dishrack.engine.keys.KeyChain;
import io.dishrack.engine.keys.KeysDescriptor;
import io.dishrack.engine.keys.KeysFile;

/** Finds items by their keys. Thread-safe. */
final class KeyFinder {

    private final Core core;
    private final KeyChain chain;

    KeyFinder(Core core) {
        this.core = core;
        this.chain = new KeyChain(core.keys);
    }

    /**
     * What was found before the item lock is taken, so that little is left to be done under it.
     *
     * @param last the last of the bucket then: what is put afterwards has a higher number
     * @param found the last item with the key, or 0
     */
    record Look(byte[] key, long last, long found) {}

    /** The last item put with a key, or 0. */
    long find(byte[] key) {
        Look look = look(key);
        if (look.last != 0 || !core.keys.isThere() || last(core.keys.file(), key) == 0) {
            return look.found;
        }
        core.itemLock.lockUninterruptibly();
        try {
            return again(look);
        } finally {
            core.itemLock.unlock();
        }
    }

    /** As far as it can be told while others put. */
    Look look(byte[] key) {
        long last = core.keys.isThere() ? last(core.keys.file(), key) : 0;
        // Noted, and perhaps not published yet: its putter is about to do it, or its reaper.
        return last == 0 || last > core.control.publishedVolatile()
                ? new Look(key, 0, 0)
                : new Look(key, last, chain.find(key, last, 0));
    }

    /** The last item with the key, or 0. Assumes the item lock, and that nothing is appended and not yet published. */
    long again(Look look) {
        long last = core.keys.isThere() ? last(core.keys.file(), look.key) : 0;
        long newer = chain.find(look.key, last, look.last);
        return newer != 0 ? newer : look.found;
    }

    private static long last(KeysFile keys, byte[] key) {
        return keys.last(KeysDescriptor.bucket(key));
    }
}
