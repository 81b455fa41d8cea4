package io.dishrack;

import java.nio.file.Path;

/**
 * What a repair came to.
 *
 * @param damages what was found to be damaged
 * @param deadLetters items that became dead letters, because their message or their state was lost
 * @param left what is damaged still
 * @param quarantine where the originals are, or null when nothing was changed
 */
public record QueueRepair(long damages, long deadLetters, long left, Path quarantine) {}
