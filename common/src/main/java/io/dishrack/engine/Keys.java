package io.dishrack.engine;

import io.dishrack.Durability;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.keys.KeyChain;
import io.dishrack.engine.keys.KeysDescriptor;
import io.dishrack.engine.keys.KeysFile;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogHeads;
import io.dishrack.engine.log.MessageHead;
import io.dishrack.engine.region.Region;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What a handle knows of keyed items. Nothing is opened before the first of them. Thread-safe. */
final class Keys implements KeyChain.Links, AutoCloseable {

    /** How many words a look at the first unfinished item moves on at most: what it costs is paid for by as many items. */
    private static final int MOST_STEPS = 256;

    private static final long[] NONE = {};

    private final Core core;
    private final LogHeads heads;
    private final Stragglers stragglers;
    private volatile KeysFile file;
    /** A stale value costs steps. */
    private volatile Floor floor = new Floor(0, 0);

    Keys(Core core) {
        this.core = core;
        this.heads = new LogHeads(core.folder.resolve(QueueFolder.ITEMS), core.itemWords);
        this.stragglers = new Stragglers(core, heads);
    }

    /** Every item up to {@code number} is finished, as long as the count of redrives is the same. */
    private record Floor(long redrives, long number) {}

    /** Whether there is an item with a key. */
    boolean isThere() {
        return file != null || core.control.keyedVolatile() != 0;
    }

    /** The file. Assumes {@link #isThere}. */
    KeysFile file() {
        KeysFile mapped = file;
        if (mapped == null) {
            mapped = KeysFile.open(core.folder, core.control.queueId());
            file = mapped;
        }
        return mapped;
    }

    /**
     * The file, which is made for the first keyed item. Assumes the item lock.
     *
     * <p>Crash before it is noted in control: it is found and used by the next one. Once it is noted it is missed when it
     * is not there, and not made anew: then it would say that no keyed item was put.
     */
    KeysFile prepare() {
        if (core.control.keyedVolatile() == 0) {
            Path path = core.folder.resolve(KeysFile.NAME);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                KeysFile.create(core.folder, core.control.queueId(), () -> core.reached(Fault.KEYS_WRITTEN));
            }
            core.reached(Fault.KEYS_MADE);
            if (core.options.durability() != Durability.PROCESS) {
                // Its name: after a loss of power it tells that there are keyed items, whatever it says itself.
                core.host.disk().force(path);
                core.host.disk().forceFolder(core.folder);
            }
            file = KeysFile.open(core.folder, core.control.queueId());
            core.control.noteKeyed();
            core.reached(Fault.KEYS_NOTED);
        }
        return file();
    }

    /** Deletes a file that was being made. Assumes that its maker's lock is not free. */
    void deleteUnfinished() {
        if (!isThere()) {
            Region.deleteUnfinished(core.folder);
        }
    }

    /** Notes a message that its putter left behind, before it is published. Assumes that its putter's lock is not free. */
    void recovered(long number, MessageHead head) {
        if (head.key().length > 0) {
            // The file was there before the message.
            file().last(KeysDescriptor.bucket(head.key()), number);
        }
    }

    @Override
    public long finishedUpTo() {
        long redrives = core.control.redrivesVolatile();
        Floor last = floor;
        long known = last.redrives == redrives ? last.number : 0;
        long number = Math.max(known, core.control.finishedUpToVolatile());
        long most = Math.min(core.control.frontierVolatile(), number + MOST_STEPS);
        while (number < most && StateWord.isFinished(core.ledger.wordVolatile(number + 1))) {
            number++;
        }
        if (number != known) {
            floor = new Floor(redrives, number);
        }
        return number;
    }

    @Override
    public long reclaimedUpTo() {
        return core.itemWords.firstKept() - 1;
    }

    @Override
    public long knownUpTo() {
        return Math.max(reclaimedUpTo(), file().many());
    }

    @Override
    public long lastUnfinished(byte[] key, long from) {
        return stragglers.lastUnfinished(key, from, finishedUpTo());
    }

    @Override
    public long lastKept(byte[] key, long from) {
        return stragglers.lastNeeded(key, from);
    }

    @Override
    public long lastUnfinished(long from, long floor) {
        return stragglers.lastUnfinished(from, floor);
    }

    @Override
    public long word(long number) {
        return core.ledger.wordVolatile(number);
    }

    @Override
    public MessageHead head(long number) {
        return heads.head(number);
    }

    /** Whether an item came back and is noted here; one load where no item ever had a key. */
    boolean anyReady() {
        return isThere() && file().ready().any();
    }

    /** The items that came back and are noted here, in order. */
    long[] ready() {
        return isThere() ? file().ready().numbers() : NONE;
    }

    /**
     * What came back and is noted in the file is noted in control too: with nobody at work, that tells all. Crash: as after
     * any death, the reaper looks at every word.
     */
    private void spill() {
        for (long number : file.ready().numbers()) {
            long word = core.ledger.segment(number).wordIfWhole(number);
            if (StateWord.isReady(word)) {
                core.control.urgent().lower(StateWord.priority(word), number);
                core.control.lowerReturned(number);
            }
        }
    }

    @Override
    public void close() {
        heads.close();
        if (file != null) {
            spill();
        }
    }
}
