package io.dishrack;

/**
 * What is kept of what is over.
 *
 * @param from the first item that is kept when it is finished: done and cancelled ones before it were reclaimed
 * @param historyBytes how many bytes of finished items are kept; see {@link OpenOptions#historyBytes}
 * @param resultBytes how many bytes of results are; see {@link OpenOptions#resultBytes}
 */
public record Kept(long from, long historyBytes, long resultBytes) {}
