package io.dishrack.engine.log;

import io.dishrack.QueueUnusableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Reads messages of a log by number; cheap when the numbers follow each other, and when some are left out. For one
 * thread at a time. Chronicle has no part in it.
 *
 * <p>Ways to a message: the place behind the one before; a few headers on; the index, then a few headers on; a scan of
 * the whole segment, when that is damaged. In every case the message's own checksum decides.
 *
 * <p>After {@link #read} the parts of the message are asked for one by one, so that none is made that nobody needs.
 */
public final class LogReader implements AutoCloseable {

    private static final byte[] NOTHING = {};

    private final Path folder;
    private final LogWords words;
    private final LargePayloads large;
    private final Seal seal;
    private final KeptMessages kept;
    private boolean framesOnly;
    private boolean guarded;
    private long frameNumber;
    private SegmentView view;
    /** The segment read before this one: what came back is taken in turns with what is new. */
    private SegmentView other;

    private SegmentRescue rescue;
    private int rescues;
    /** What was published when the segment was scanned: of what was, another scan finds the same. */
    private long rescuedUpTo;

    /** The number whose message, or index arrays before it, stand at {@link #nextPosition}; 0 when that is not known. */
    private long next;

    private long nextPosition;
    private int cycle;
    private long cycleFirst;
    private long cycleEnd;

    private int meta;
    /** Null when there is nothing between the header and the payload. */
    private MessageHead head;

    private byte[] payload;
    /** Large payloads are left where they are. */
    private boolean headOnly;

    /** Reads the log in {@code folder}; nothing is opened before the first read. */
    public LogReader(Path folder, LogWords words) {
        this.folder = folder;
        this.words = words;
        this.large = new LargePayloads(folder);
        this.seal = new Seal(words.salt());
        this.kept = new KeptMessages(folder, words.salt());
    }

    /**
     * One that takes mappings away as it leaves them. Assumes that it is used under a lock, or by one thread that nobody
     * else can get at it.
     */
    public static LogReader guarded(Path folder, LogWords words) {
        LogReader reader = new LogReader(folder, words);
        reader.guarded = true;
        return reader;
    }

    /** The same, giving frames as they stand there and not reading payloads in files of their own. */
    static LogReader ofFrames(Path folder, LogWords words) {
        LogReader reader = guarded(folder, words);
        reader.framesOnly = true;
        return reader;
    }

    /** The frame of the message read last. Assumes {@link #ofFrames}. */
    byte[] frame() {
        return KeptMessages.frame(seal, frameNumber, meta, payload);
    }

    /**
     * Reads a published message.
     *
     * @throws ReclaimedMessageException when it is gone, as it may when its item was finished
     * @throws DamagedMessageException when it is damaged; others can be read all the same
     * @throws QueueUnusableException when the log can't be read
     */
    public void read(long number) {
        try {
            readSegment(number);
        } catch (QueueUnusableException e) {
            // Looked at afterwards only: while messages follow each other in segments that are there, it costs nothing.
            if (number < 1 || number >= words.firstKept()) {
                throw e;
            }
            readKept(number);
        }
    }

    /** The segment is gone, or goes while it is read: what is needed of it was copied before. */
    private void readKept(long number) {
        byte[] frame = kept.frame(number);
        if (frame == null) {
            throw new ReclaimedMessageException(number, folder);
        }
        parse(number, KeptMessages.meta(frame), KeptMessages.rest(frame));
    }

    private void readSegment(long number) {
        try {
            if (number >= cycleEnd || number < cycleFirst) {
                locate(number);
            }
            long at = number == next ? SegmentWalk.skipArrays(view, nextPosition) : seek(number);
            if (!readAt(number, at)) {
                rescue(number);
            }
        } catch (InternalError e) {
            SegmentView lost = view;
            close();
            if (lost == null) {
                throw e;
            }
            throw lost.cut(e);
        }
    }

    /** What a published message says beside its payload, or null when it or its segment can't be read any more. */
    MessageHead readHead(long number) {
        headOnly = true;
        try {
            read(number);
            return head();
        } catch (DamagedMessageException | EndedSegmentException e) {
            return null;
        } catch (QueueUnusableException e) {
            if (Files.exists(folder.resolve(SegmentLayout.fileName(words.cycleOf(number, cycle))))) {
                throw e;
            }
            return null;
        } finally {
            headOnly = false;
        }
    }

    /** The numbers below the first segment that can be read still, in order. */
    public LongStream kept() {
        long first = words.firstKept();
        return first == 1
                ? LongStream.empty()
                : kept.files().stream()
                        .flatMapToLong(file -> LongStream.of(file.numbers()))
                        .filter(number -> number < first);
    }

    /** Lets go of segments that were reclaimed, so that their blocks are free. */
    void leaveReclaimed() {
        int lowest = words.lowestAcquire();
        if (other != null && other.cycle() < lowest) {
            other.leave();
            other = null;
        }
        if (view != null && view.cycle() < lowest) {
            SegmentView last = view;
            close();
            last.leave();
        }
    }

    /** How often a segment had to be scanned from its beginning: only damage should be a reason. */
    int rescues() {
        return rescues;
    }

    /** Opens the log now rather than at the first read. */
    public void warmUp() {
        long published = words.publishedVolatile();
        if (published >= words.firstKept()) {
            locate(published);
            SegmentWalk.isSealed(view, SegmentLayout.FIRST_MESSAGE, seal, cycleFirst);
        }
    }

    /** What the message read last says beside its payload. */
    public MessageHead head() {
        return head == null ? Frame.head(meta, NOTHING) : head;
    }

    /** Whether the item's result is asked for. */
    public boolean keepsResult() {
        return (meta & Frame.KEEP_RESULT) != 0;
    }

    /** Whether the message read last has a time or a key: then the head is to be looked at. */
    public boolean isBound() {
        return (meta & (Frame.TIMED | Frame.KEYED)) != 0;
    }

    /** The key of the message read last, or null. */
    public String key() {
        return head == null || head.key().length == 0 ? null : new String(head.key(), StandardCharsets.UTF_8);
    }

    /** The payload of the message read last; the caller's own. */
    public byte[] payload() {
        return payload;
    }

    /** Finds the segment of a number. The end of the current segment is open: it is looked up again when reached. */
    private void locate(long number) {
        long published = words.publishedVolatile();
        if (number < words.firstKept() || number > published) {
            throw Frame.damaged("not in the log, last=" + published, number, folder);
        }
        int found = words.cycleOf(number, cycle);
        if (view == null || found != cycle) {
            turnTo(found);
        }
        cycleFirst = words.first(found);
        cycleEnd = found < words.cycleAcquire() ? words.first(found + 1) : published + 1;
    }

    private void turnTo(int found) {
        boolean isOpen = other != null && other.cycle() == found;
        SegmentView wanted = isOpen ? other : new SegmentView(folder, found, guarded);
        if (other != null && !isOpen) {
            other.leave();
        }
        other = view;
        view = wanted;
        cycle = found;
        rescue = null;
        next = 0;
    }

    private long seek(long number) {
        long ahead = number - next;
        if (next != 0 && ahead > 0 && ahead <= SegmentLayout.INDEX_SPACING) {
            long at = SegmentWalk.forward(view, nextPosition, ahead);
            if (at != SegmentWalk.LOST) {
                return at;
            }
        }
        return SegmentWalk.indexed(view, seal, cycleFirst, number - cycleFirst);
    }

    private boolean readAt(long number, long at) {
        int length = at == SegmentWalk.LOST ? -1 : SegmentWalk.messageLength(view, at);
        if (length < 0) {
            return false;
        }
        int foundMeta = view.intAt(at + 2 * Integer.BYTES);
        byte[] rest = new byte[length - Frame.HEADER];
        view.bytes(at + Integer.BYTES + Frame.HEADER, rest);
        seal.sum(rest);
        if (seal.checksum(number, foundMeta) != view.intAt(at + Integer.BYTES)) {
            return false;
        }
        next = number + 1;
        nextPosition = SegmentLayout.next(at, length);
        view.passed(nextPosition);
        parse(number, foundMeta, rest);
        return true;
    }

    private void parse(long number, int foundMeta, byte[] rest) {
        meta = foundMeta;
        head = null;
        payload = rest;
        if (framesOnly) {
            frameNumber = number;
        } else if ((meta & Frame.PARTS) != 0) {
            split(number, rest);
        }
    }

    private void split(long number, byte[] rest) {
        if (!Frame.isPlausible(rest.length + Frame.HEADER, meta)) {
            throw Frame.damaged("flags or key length differ", number, folder);
        }
        head = Frame.head(meta, rest);
        payload = Arrays.copyOfRange(rest, Frame.keyAt(meta) + Frame.keyLength(meta), rest.length);
        if ((meta & Frame.LARGE) != 0 && !headOnly) {
            payload = large.read(number, payload);
        }
    }

    /** The message is not where it should be: looks for it with a scan of the segment. */
    private void rescue(long number) {
        next = 0;
        long published = words.publishedVolatile();
        if (rescue == null || number > Math.max(rescue.last(), rescuedUpTo)) {
            rescues++;
            rescue = new SegmentRescue(view.file(), seal, large, cycleFirst);
            rescuedUpTo = published;
        }
        ScannedMessage damaged = rescue.damaged(number);
        if (damaged != null && !damaged.isReadable()) {
            throw Frame.damaged(damaged.damage(), number, view.file());
        }
        if (damaged != null) {
            parse(number, damaged.meta(), damaged.rest());
            return;
        }
        Map.Entry<Long, Long> resume = number > rescue.last() ? null : rescue.resume(number);
        if (resume == null || !readAt(number, SegmentWalk.forward(view, resume.getValue(), number - resume.getKey()))) {
            throw new EndedSegmentException(number, rescue.last(), view.file());
        }
    }

    /** Forgets what is open; the next read opens it again. */
    @Override
    public void close() {
        view = null;
        other = null;
        rescue = null;
        next = 0;
        cycleFirst = 0;
        cycleEnd = 0;
    }
}
