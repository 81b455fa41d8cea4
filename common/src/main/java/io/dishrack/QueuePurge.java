package io.dishrack;

/**
 * What a purge has deleted, or would.
 *
 * @param bytes of files; of those that it would delete an estimate
 * @param dead dead letters that were cancelled
 */
public record QueuePurge(long bytes, long dead) {}
