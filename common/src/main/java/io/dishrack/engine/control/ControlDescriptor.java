package io.dishrack.engine.control;

import java.util.stream.IntStream;

/**
 * Layout of the file {@code control}, version 3. All words are little-endian longs; offsets in bytes. Words that
 * different processes write often stand 128 bytes apart (two cache lines: processors fetch them in pairs). Words marked
 * with a star are sealed, see {@link io.dishrack.engine.region.Sealed}: damage shows when they are read.
 *
 * <pre>
 *   0        8        16       24       32         40        48         56
 *  | version| boot id| created | max    | ledger   | segment | queue id | check |   written once, but boot id,
 *  |        |        | millis  | size   | items    | bytes   |          |       |   which the check leaves out
 *   64       72
 *  | history| results|   bytes of finished items and of results that are kept; as the row before
 *
 *   256       searcher       until when one taker looks for items without sleeping   (CAS by takers; 0 none)
 *   384       urgent         | lowest number that may be READY, as returned | for priorities 1, 2, 3 (CAS)
 *   512    *  published      number of the last item that is whole in the log      (owner of the append lock)
 *   640    *  log            | lock | cycle | bytes in cycle | reserved | flushed | (owner of the append lock)
 *                            | flush lock | flush signal | lock signal | lowest |   (signals are not sealed)
 *                            lowest: the first segment that is kept      (owner of the reclaim lock)
 *   768    *  frontier       every number up to here was offered to some taker      (CAS by takers)
 *   896       returned       | version:8, lowest number that came back:44, check:12 | (CAS)
 *   904    *  next due       when the first delayed item is due, 0: look, MAX: none (CAS)
 *   912    *  priorities     a bit for each priority above 0 that was ever put     (CAS)
 *   1024   *  shutdown       0 open, 1 graceful, 2 now
 *   1032   *  slot high      one more than the highest slot ever used               (CAS)
 *   1040   *  keyed          1 when there is an item with a key, and so the file keys  (owner of the append lock)
 *   1088   *  reclaim lock   as append lock
 *   1152      probed at      nanoTime of the last look for dead processes           (CAS)
 *   1160   *  upkeep lock    as append lock
 *   1168   *  finished up to every number up to here is finished; a multiple of the ledger's items
 *   1176   *  ledger flush   lock, then its signal at 1184
 *   1192   *  redrives       counts redrives, odd while one is under way            (owner of the upkeep lock)
 *   1200   *  gate           what holds takers back, 0 nothing                     (owner of the permits lock)
 *   1208   *  permits lock   as append lock
 *   1216      cancel signal  | flag:4, sequence:4 | of takers that work on items whose cancelling they want to hear of
 *   1224   *  permits used   how many places of the list of permits count          (owner of the permits lock)
 *   1280 ...  signals        | flag:4, sequence:4 | for items, space, finished, results, locks; 128 apart
 *   1920   *  results        as 512, 640 for the result log (published, then lock, cycle ... at 2048)
 *   4096      slots          256 of 1024 bytes, see below
 *   266240 *  item cycles    8192 longs: first number in cycle c at c mod 8192
 *   331776 *  result cycles  the same for the result log
 *   397312    pulse       20 levels of 16 notes: | millis | put | offered | check |
 *   407552 *  permits        4096 longs: numbers of items handed out under a limit  (owner of the permits lock)
 *   440320    end
 *
 *  A slot:
 *   0        8     16       24         32      40        56     64        72       80      88       96       128
 *  | since* | pid | started| heartbeat| fence | role 16 | lease| max     | retry  | check | silence| born   | 56 children   |
 *  | 0 free |     | millis | millis   |       | ASCII   | ms   | attempts| ms     |       | ms     | ticks  | | pid | start | |
 *
 *  silence: how much longer than that the owner may be silent from its last heartbeat on, if that is more than the lease
 *  asked to go, at 104: the value of "since" of the owner that is asked to end, see {@link #SLOT_DISMISSED}
 *  busy, at 112: since when the owner has been at what it has been at longest, milliseconds since 1970, or 0
 *  born: when the owner's process started, if processes that bear its mark may run; else 0
 * </pre>
 *
 * <p>To change the format: raise {@link #VERSION}, keep every offset of a published version as it is (add at the end of
 * a row or in a gap), teach {@link ControlFile#open} to say what it found, and freeze the new offsets in
 * {@code ControlDescriptorTest}. Version 1 had neither seals nor queue id; version 2
 * had ledger files of version 2.
 */
public final class ControlDescriptor {

    /** "DISHRCK" and the format's number. */
    public static final long MAGIC = 0x4B43524853494400L;

    public static final int FORMAT = 3;
    public static final long VERSION = MAGIC | FORMAT;

    public static final int VERSION_OFFSET = 0;
    public static final int BOOT_ID_OFFSET = 8;
    public static final int CREATED_OFFSET = 16;
    public static final int MAX_SIZE_OFFSET = 24;
    public static final int LEDGER_ITEMS_OFFSET = 32;
    public static final int SEGMENT_BYTES_OFFSET = 40;
    public static final int QUEUE_ID_OFFSET = 48;
    public static final int HEADER_CHECK_OFFSET = 56;

    public static final int HISTORY_BYTES_OFFSET = 64;
    public static final int RESULT_BYTES_OFFSET = 72;

    private static final int LINE = 128;

    public static final int SEARCHER_OFFSET = 256;
    public static final int URGENT_OFFSET = 384;
    public static final int PUBLISHED_OFFSET = 512;
    public static final int LOG_OFFSET = PUBLISHED_OFFSET + LINE;
    public static final int FRONTIER_OFFSET = LOG_OFFSET + LINE;
    public static final int RETURNED_OFFSET = FRONTIER_OFFSET + LINE;
    public static final int NEXT_DUE_OFFSET = RETURNED_OFFSET + Long.BYTES;
    public static final int PRIORITIES_OFFSET = NEXT_DUE_OFFSET + Long.BYTES;
    public static final int SHUTDOWN_OFFSET = RETURNED_OFFSET + LINE;
    public static final int SLOT_HIGH_OFFSET = SHUTDOWN_OFFSET + Long.BYTES;
    public static final int KEYED_OFFSET = SLOT_HIGH_OFFSET + Long.BYTES;
    public static final int PROBED_AT_OFFSET = SHUTDOWN_OFFSET + LINE;
    public static final int UPKEEP_LOCK_OFFSET = PROBED_AT_OFFSET + Long.BYTES;
    public static final int FINISHED_UP_TO_OFFSET = UPKEEP_LOCK_OFFSET + Long.BYTES;
    public static final int LEDGER_FLUSH_LOCK_OFFSET = FINISHED_UP_TO_OFFSET + Long.BYTES;
    public static final int LEDGER_FLUSH_SIGNAL_OFFSET = LEDGER_FLUSH_LOCK_OFFSET + Long.BYTES;
    public static final int REDRIVES_OFFSET = LEDGER_FLUSH_SIGNAL_OFFSET + Long.BYTES;
    public static final int GATE_OFFSET = REDRIVES_OFFSET + Long.BYTES;
    public static final int PERMITS_LOCK_OFFSET = GATE_OFFSET + Long.BYTES;
    public static final int CANCEL_SIGNAL_OFFSET = PERMITS_LOCK_OFFSET + Long.BYTES;
    public static final int PERMITS_USED_OFFSET = CANCEL_SIGNAL_OFFSET + Long.BYTES;
    public static final int RECLAIM_LOCK_OFFSET = SHUTDOWN_OFFSET + 8 * Long.BYTES;
    public static final int SIGNALS_OFFSET = PROBED_AT_OFFSET + LINE;
    public static final int SIGNAL_LENGTH = LINE;
    public static final int RESULTS_PUBLISHED_OFFSET = SIGNALS_OFFSET + 5 * SIGNAL_LENGTH;
    public static final int RESULTS_LOG_OFFSET = RESULTS_PUBLISHED_OFFSET + LINE;

    /** Within a log's words. */
    public static final int LOG_LOCK = 0;

    public static final int LOG_CYCLE = 8;
    public static final int LOG_CYCLE_BYTES = 16;
    public static final int LOG_RESERVED = 24;
    public static final int LOG_FLUSHED = 32;
    public static final int LOG_FLUSH_LOCK = 40;
    public static final int LOG_FLUSH_SIGNAL = 48;
    public static final int LOG_LOCK_SIGNAL = 56;
    public static final int LOG_LOWEST = 64;

    public static final int SLOTS_OFFSET = 4096;
    public static final int SLOTS = 256;
    public static final int SLOT_LENGTH = 1024;
    public static final int SLOT_SINCE = 0;
    public static final int SLOT_PID = 8;
    public static final int SLOT_STARTED = 16;
    public static final int SLOT_HEARTBEAT = 24;
    public static final int SLOT_FENCE = 32;
    public static final int SLOT_ROLE = 40;
    public static final int SLOT_ROLE_LENGTH = 16;
    public static final int SLOT_LEASE = 56;
    public static final int SLOT_MAX_ATTEMPTS = 64;
    public static final int SLOT_RETRY = 72;
    public static final int SLOT_CHECK = 80;
    public static final int SLOT_SILENCE = 88;
    public static final int SLOT_BORN = 96;
    /** Written by others: they mean the owner with that "since" and "pid", whoever has the slot by then. */
    public static final int SLOT_DISMISSED = 104;

    public static final int SLOT_BUSY = 112;
    public static final int SLOT_CHILDREN = 128;
    public static final int CHILDREN = 56;
    public static final int CHILD_LENGTH = 16;

    public static final int CYCLES = 8192;
    public static final int ITEM_CYCLES_OFFSET = SLOTS_OFFSET + SLOTS * SLOT_LENGTH;
    public static final int RESULT_CYCLES_OFFSET = ITEM_CYCLES_OFFSET + CYCLES * Long.BYTES;
    public static final int PULSE_OFFSET = RESULT_CYCLES_OFFSET + CYCLES * Long.BYTES;
    public static final int PULSE_LEVELS = 20;
    public static final int PULSE_NOTES = 16;
    public static final int PULSE_LENGTH = 32;
    public static final int PERMITS_OFFSET = PULSE_OFFSET + PULSE_LEVELS * PULSE_NOTES * PULSE_LENGTH;
    public static final int PERMITS = 4096;
    public static final int LENGTH = PERMITS_OFFSET + PERMITS * Long.BYTES;

    private ControlDescriptor() {}

    /** The sealed words of a new file, which are all 0. */
    static int[] sealedZeros() {
        int[] words = {
            PUBLISHED_OFFSET,
            FRONTIER_OFFSET,
            SHUTDOWN_OFFSET,
            SLOT_HIGH_OFFSET,
            KEYED_OFFSET,
            UPKEEP_LOCK_OFFSET,
            FINISHED_UP_TO_OFFSET,
            LEDGER_FLUSH_LOCK_OFFSET,
            REDRIVES_OFFSET,
            PRIORITIES_OFFSET,
            GATE_OFFSET,
            PERMITS_LOCK_OFFSET,
            PERMITS_USED_OFFSET,
            RECLAIM_LOCK_OFFSET,
            RESULTS_PUBLISHED_OFFSET
        };
        IntStream logs = IntStream.of(LOG_OFFSET, RESULTS_LOG_OFFSET).flatMap(log -> IntStream.of(
                        LOG_LOCK, LOG_CYCLE, LOG_CYCLE_BYTES, LOG_RESERVED, LOG_FLUSHED, LOG_FLUSH_LOCK, LOG_LOWEST)
                .map(word -> log + word));
        IntStream slots = IntStream.range(0, SLOTS).map(slot -> slotOffset(slot) + SLOT_SINCE);
        return IntStream.concat(IntStream.concat(IntStream.of(words), logs), slots)
                .toArray();
    }

    /** Where a place of the list of permits is. */
    public static int permitOffset(int place) {
        return PERMITS_OFFSET + place * Long.BYTES;
    }

    /** Where a slot begins. */
    public static int slotOffset(int slot) {
        return SLOTS_OFFSET + slot * SLOT_LENGTH;
    }

    /** Where a child entry of a slot begins. */
    public static int childOffset(int slot, int child) {
        return slotOffset(slot) + SLOT_CHILDREN + child * CHILD_LENGTH;
    }
}
