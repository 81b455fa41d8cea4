package io.dishrack;

/**
 * How the work of a queue goes, as its processes note it ten times a second; coarser the longer ago. What stands still
 * has rates of 0, whether anybody is there or not.
 *
 * @param oldestWaiting the lowest number that waits to be taken, or 0
 * @param oldestWaitingMillis when that item was put, milliseconds since 1970, at most an eighth of its age too late; 0
 *     when not known
 * @param putPerSecond items put in each of the last seconds
 * @param takenPerSecond items handed out in each of the last seconds, retries left out
 */
public record Pace(long oldestWaiting, long oldestWaitingMillis, double putPerSecond, double takenPerSecond) {}
