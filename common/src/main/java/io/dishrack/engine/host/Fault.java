package io.dishrack.engine.host;

/**
 * The steps between which a process may be killed, in the order of a queue's and an item's life. Each says what a
 * reader finds if the process dies right there.
 */
public enum Fault {
    /** Making a queue: a folder with nothing in it; the next one to open makes the queue. */
    MAKE_FOLDER_MADE,
    /** Nothing but the lock file, whose creation byte the system drops; the next one goes on. */
    MAKE_LOCKED,
    /** Lock file and the empty folders of the parts; the next one goes on. */
    MAKE_PARTS_MADE,
    /** A control file without a properties file: no queue yet; the next one makes a control file of its own. */
    MAKE_CONTROL_MADE,
    /** The properties under another name: no queue yet. */
    MAKE_PROPERTIES_WRITTEN,
    /** A queue; the creation byte is dropped. */
    MAKE_FINISHED,

    /** Rebuilding after a reboot: a ledger file is whole, others may be as they were; the next one begins again. */
    REBUILD_FILE_REPLACED,
    /** The ledger is right, the control file old; the next one begins again and finds nothing to change there. */
    REBUILD_LEDGER_DONE,
    /** The keys are right too; the next one makes them once more. */
    REBUILD_KEYS_DONE,
    /** The new control file lies there under another name; the next one makes another. */
    REBUILD_CONTROL_WRITTEN,
    /** The new control file is in place, its name perhaps not on the device: then it is made once more. */
    REBUILD_CONTROL_PLACED,

    /** Opening: the control file is mapped; nothing tells of it. */
    CONTROL_MAPPED,
    /** Opening: a slot's byte was locked; the slot is as its last owner left it, or free. */
    SLOT_CLAIMED,
    /** The slot's last owner, which died, was cleaned up after; the slot is in use still and cleaned once more. */
    SLOT_CLEANED,
    /** The slot is free; its last owner's fields stand there and mean nothing. */
    SLOT_FREED,
    /** The new owner's fields stand there; before the last store the slot is free. */
    SLOT_FILLED,
    /** The slot is in use by a process that holds nothing; it is reaped. */
    SLOT_REGISTERED,

    /** A large payload, of an item or a result, is on disk under a name of its own: the reaper deletes it. */
    LARGE_WRITTEN,
    /** Put: all that is large is on disk; the reaper deletes it. */
    PUT_PREPARED,
    /** The item lock is held and nothing appended: the reaper frees the lock. */
    PUT_LOCKED,
    /** A ledger file for the item is made under another name; the next putter deletes it and makes its own. */
    PUT_LEDGER_WRITTEN,
    /** The ledger has a word for the item, which is not there yet. */
    PUT_LEDGER_READY,
    /** Appending to a log, of items or of results: its table of names is made, no segment yet. */
    LOG_METADATA_MADE,
    /** A segment's file is made under another name; the next writer deletes it and makes its own. */
    LOG_SEGMENT_WRITTEN,
    /** A segment's file is there, empty; it is not the current one unless it is the first. */
    LOG_SEGMENT_MADE,
    /** The new segment is the current one; it has no message yet. */
    LOG_ROLLED,
    /** The blocks for the message are there. */
    LOG_SPACE_RESERVED,
    /** A large payload has its number; the message that refers to it is not written: recovery deletes the payload. */
    LARGE_PLACED,
    /** The folder for origins is made, perhaps empty; the next put with an origin goes on. */
    ORIGIN_FOLDER_MADE,
    /** A file for origins is made under another name: the reaper deletes it. */
    ORIGIN_FILE_WRITTEN,
    /** It is noted that files of a source's first items may be gone, and none is: the next one who forgets deletes them. */
    ORIGIN_FORGET_NOTED,
    /** The message is in the log, not yet published: the reaper publishes it. */
    PUT_APPENDED,
    /** The origin of a message is noted, which is not yet published: the reaper notes it once more and publishes. */
    ORIGIN_NOTED,
    /** The file of keys is made under another name; the reaper deletes it. */
    KEYS_WRITTEN,
    /** It is in its place, and not missed if it were not; the next putter of a keyed item uses it. */
    KEYS_MADE,
    /** It is noted; no message refers to it yet. */
    KEYS_NOTED,
    /** A keyed message is in the log and is the last of its bucket, not yet published: the reaper does both. */
    PUT_KEYED,
    /** The word bears the item's priority, as the reaper would see to; the message is not yet published. */
    PUT_PRIORITY_SET,
    /** The ledger says that the messages are there, which they are; they are not yet published: the reaper does it. */
    PUT_NOTED,
    /** The messages are published; the log's lock is held, the reaper frees it. A result's item is still TAKEN. */
    LOG_PUBLISHED,
    /** The same for urgent items that takers are not told of: the reaper has them looked for. */
    PUT_HINTING,
    /** All is in order; a sleeping taker finds the item by itself after its slice. */
    PUT_UNLOCKED,

    /** Flushing a log: it is on the device and not noted so; flushed once more. The reaper frees the flush lock. */
    FLUSH_LOG_FORCED,
    /** It is noted; the reaper frees the flush lock. */
    FLUSH_LOG_NOTED,
    /** Flushing states: they are on the device and not noted so; flushed once more. */
    FLUSH_STATES_FORCED,
    /** It is noted; the reaper frees the flush lock. */
    FLUSH_STATES_NOTED,

    /** An urgent item, or one to be cancelled, lies ahead of others: they count as offered; the reaper lowers the hint. */
    OFFER_FRONTIER_MOVED,
    /** Take: numbers behind the frontier are READY and nobody's: the reaper lowers the returned hint to them. */
    TAKE_RESERVED,
    /** A word names the dead taker: the reaper makes the item READY. */
    TAKE_CLAIMED,
    /** The same; the payload was read. */
    TAKE_READ,
    /** Items that had come back are claimed; the returned hint is too low, which costs a look. */
    TAKE_RETURNED_CLAIMED,
    /** The same with the hint raised; a number that came back meanwhile made raising it fail. */
    TAKE_HINT_RAISED,
    /** Items are claimed; a putter who waits for room finds it by itself after its slice. */
    TAKE_ALL_CLAIMED,
    /** A keyed item's word says that it waits, the hints do not know: the reaper lowers them. */
    KEY_WAITING,
    /** The hints know; what it waits for may have been finished meanwhile: the reaper looks. */
    KEY_WAITING_NOTED,
    /** An item is finished and what waits for it is not READY yet: the reaper makes it so. */
    KEY_PASSING_ON,
    /** More is there to take; the next taker finds it by itself after its slice. */
    TAKE_HANDED_OVER,
    /** Under a limit items are claimed and not listed yet; the permits lock is held: all are the dead one's. */
    TAKE_PERMITTED,
    /** They are listed: their places are free once the reaper has changed their words. */
    TAKE_LISTED,
    /** A place of the list was filled with the last one, which counts twice: the reaper has all counted anew. */
    PERMIT_MOVED,
    /** The list is right and not to be relied on: counted anew by the next. */
    PERMITS_RECOUNTED,
    /** A command's process is noted in the slot: the reaper kills it before the item is READY again. */
    CHILD_NOTED,

    /** Done: the word says so; joiners find it by themselves after their slice. */
    DONE_SETTLED,
    /** A result is in its log and its item TAKEN: it is handed out again, and readers leave the result out. */
    RESULT_RECORDED,
    /** The word says done or dead; joiners and readers of results find it by themselves after their slice. */
    FINISH_SETTLED,
    /** The same for readers of results alone. */
    FINISH_JOINERS_WOKEN,
    /** Passing on: the attempt does not count any more; nothing was put into the next queue. */
    PASS_BEGUN,
    /** It was put into the next queue and its item is TAKEN: handed out again, and found put. */
    PASS_PUT,
    /** Passing on failed; the attempt counts again. */
    PASS_TAKEN_BACK,
    /** Fail: the word says DELAYED, the hint does not know: the reaper sets it to look. */
    FAIL_DELAYED,
    /** Giving back: the word says READY, the hint does not know: the reaper lowers it. */
    RETURN_SETTLED,
    /** The hint knows; a sleeping taker finds the item by itself after its slice. */
    RETURN_HINTED,
    /** The word says CANCELLED; joiners find it by themselves after their slice. */
    RETURN_CANCELLED,

    /** Looking for due items: the hint says nothing is due until the reaper sets it to look; upkeep lock held. */
    PROMOTE_LOOKING,
    /** The same; one of the due items is READY. */
    PROMOTE_ONE,
    /** The same; all of them are. */
    PROMOTE_LOOKED,
    /** The hint is right; the reaper frees the upkeep lock. */
    PROMOTE_NOTED,

    /** Summing up a ledger file: totals stand there and don't count; upkeep lock held. */
    SUM_NOTED,
    /** The totals count; 'finished up to' is lower than it might be. */
    SUM_COMPLETED,
    /** The totals up to here stand in the file, where nobody looks for them before 'finished up to' is raised. */
    SUM_ALL_NOTED,
    /** All is noted; the reaper frees the upkeep lock. */
    SUM_RAISED,

    /** Reclaiming: what is needed of a segment is copied and the segment there; copied once more. */
    RECLAIM_KEPT,
    /** It is written down that the segment is gone, where readers don't look; the next reclaimer goes on from there. */
    RECLAIM_NOTED,
    /** Readers turn to the copies; the segment's files are left, which the next reclaimer deletes. */
    RECLAIM_RAISED,
    /** Its large payloads are gone, its file is left: the same. */
    RECLAIM_LARGE_DELETED,
    /** The segment is gone; the reaper frees the reclaim lock. */
    RECLAIM_SEGMENT_DELETED,
    /** Copies that are needed no more are gone. */
    RECLAIM_COMPACTED,
    /** It is written down that a ledger file is gone, which is there still; the next reclaimer deletes it. */
    RECLAIM_STATES_NOTED,
    /** The ledger file is gone. */
    RECLAIM_STATES_DELETED,
    /** Purge: the log goes on in a new segment without a message; the reaper frees the log's lock. */
    PURGE_ROLLED,

    /** Redrive: the count is odd and joiners wait; the reaper makes it even. */
    REDRIVE_BEGUN,
    /** 'Finished up to' is low: it costs a look. */
    REDRIVE_LOWERED,
    /** The totals of the file are taken back: its words are counted until it is summed up again. */
    REDRIVE_REOPENED,
    /** One item is READY, or CANCELLED by a purge, and the hint does not know: the reaper lowers it. */
    REDRIVE_READY,
    /** The hint knows. */
    REDRIVE_HINTED,
    /** All is in order; the reaper frees the upkeep lock. */
    REDRIVE_ENDED,
    /** Takers and joiners look by themselves after their slice; the history lacks the redrive. */
    REDRIVE_UNLOCKED,

    /** Reaping; after each of its steps the next reaper begins again. Chronicle's own locks are free. */
    LOG_UNLOCKED,
    /** What stood behind the last whole message is removed. */
    LOG_END_CLEARED,
    /** Chronicle's words say where the last message is. */
    LOG_END_NOTED,
    /** What was whole is published; the log's lock is still the dead one's. */
    LOG_COMPLETED,
    /** The item log is in order, its lock still the dead one's. */
    REAP_ITEM_LOG_RECOVERED,
    /** Putters go on. */
    REAP_ITEM_LOCK_FREED,
    /** The result log is in order, its lock still the dead one's. */
    REAP_RESULT_LOG_RECOVERED,
    /** A redrive that was broken off is over; the upkeep lock is still the dead one's. */
    REAP_REDRIVE_ENDED,
    /** What runs under a limit is to be counted anew; the permits lock is still the dead one's. */
    REAP_PERMITS_DOUBTED,
    /** No lock is the dead one's. */
    REAP_LOCKS_FREED,
    /** Its commands are gone, the items still its own. */
    REAP_ORPHANS_KILLED,
    /** Its prepared large payloads are gone. */
    REAP_LEFTOVERS_DELETED,
    /** Some of its items are READY. */
    REAP_ITEM_TAKEN,
    /** All of them but those at their last attempt; the hints are not made anew. */
    REAP_ITEMS_TAKEN,
    /** The hints are right. Items at their last attempt are still TAKEN. */
    REAP_HINTS_LOWERED,
    /** What ends with this death is in the result log, and still TAKEN: recorded once more, and told once. */
    REAP_DEATHS_RECORDED,
    /** One of them is DEAD. */
    REAP_BURIED,
    /** All of them; the history may lack what came back, or has it twice. */
    REAP_RECORDED,
    /** Nothing of the dead one is left but its slot. */
    REAP_CLEANED,
    /** The slot is free. */
    REAP_SLOT_FREED,
    /** After a lease: the frozen one's commands are gone; whoever sees it silent as long begins again. */
    FROZEN_ORPHANS_KILLED,
    /** Its items are READY; takers look by themselves after their slice. */
    FROZEN_ITEMS_TAKEN,
    /** A frozen one that held a lock is killed, and reaped as any dead one. */
    FROZEN_FENCED,

    /** Shutdown: the word is set; the reaper frees the item lock. */
    SHUTDOWN_MARKED,
    /** Who waits finds it after its slice; what is to be cancelled is by every keeper. */
    SHUTDOWN_UNLOCKED,
    /** Pause, resume or limit: the word is set; the reaper frees the permits lock, takers look after their slice. */
    GATE_SET,
    /** Cancel: the word says CANCELLED; joiners and putters find it by themselves after their slice. */
    CANCEL_SETTLED,
    /** Cancel of what runs: the word asks its taker, who hears of it after its slice; its reaper cancels it otherwise. */
    CANCEL_ASKED,
    /** Cancelling: all that is READY lies behind the frontier; every keeper goes on. */
    CANCEL_FRONTIER_MOVED,
    /** One item is CANCELLED; every keeper goes on. */
    CANCEL_ONE,
    /** All are; joiners find it after their slice. */
    CANCEL_ALL,
    /** Reopen: what waited is cancelled, the queue still shut down; the reaper frees the item lock. */
    REOPEN_CANCELLED,
    /** The queue is open; the reaper frees the item lock. */
    REOPEN_MARKED,

    /** Close: nothing more is claimed; what is held is taken away by the reaper, as an attempt. */
    CLOSE_TAKER_CLOSED,
    /** What was held is READY. */
    CLOSE_RELEASED,
    /** The keeper has stopped; the slot is in use and its owner dead: reaped. */
    CLOSE_KEEPER_STOPPED,
    /** All is flushed; reaped. */
    CLOSE_FLUSHED,
    /** The item log is closed; the reaper frees the item lock. */
    CLOSE_ITEM_WRITER_CLOSED,
    /** The result log is closed; the reaper frees the result lock. */
    CLOSE_RESULT_WRITER_CLOSED,
    /** The slot is free; the system drops its byte. */
    CLOSE_SLOT_FREED,
    /** Nothing of this handle is left. */
    CLOSE_LEFT,
}
