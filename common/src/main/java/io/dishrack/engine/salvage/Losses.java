package io.dishrack.engine.salvage;

import io.dishrack.QueueUnusableException;
import io.dishrack.engine.log.LogScan;
import io.dishrack.engine.log.ScannedMessage;

/** What a log has lost. */
final class Losses implements LogWalk.Visitor {

    /** Everything that is not as it was written. */
    final Ranges told = new Ranges();
    /** What of it can't be read. */
    final Ranges unreadable = new Ranges();
    /** The last number whose message can be read. */
    long lastReadable;

    @Override
    public boolean message(LogScan.Segment segment, ScannedMessage message) {
        long number = message.number();
        boolean readable = isReadable(message);
        if (readable) {
            lastReadable = number;
        } else {
            unreadable.add(number, number);
        }
        if (!readable || message.damage() != null) {
            told.add(number, number);
        }
        return true;
    }

    @Override
    public void missing(long first, long last, String file, String fact) {
        unreadable.add(first, last);
        told.add(first, last);
    }

    private static boolean isReadable(ScannedMessage message) {
        try {
            return message.isReadable() && (!message.isLarge() || message.payload() != null);
        } catch (QueueUnusableException e) {
            return false;
        }
    }
}
