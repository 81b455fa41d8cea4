package io.dishrack;

/**
 * What a check of a queue's files came to.
 *
 * @param items items found, whole or not
 * @param readable those of them whose payload is whole
 * @param results results found, whole or not
 * @param damages findings that are damage
 * @param notes findings that are none
 * @param processes living processes that had the queue open, or -1 when that can't be told
 */
public record QueueCheck(long items, long readable, long results, long damages, long notes, int processes) {

    /** Whether nothing is damaged. */
    public boolean isSound() {
        return damages == 0;
    }
}
