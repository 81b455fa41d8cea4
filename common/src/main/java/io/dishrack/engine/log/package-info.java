/**
 * Append-only logs on Chronicle Queue: one for items, one for results.
 *
 * <p>Owns: the folders {@code items/} and {@code results/}, the framing of their messages, and the log words of the
 * control file; the only package that imports Chronicle. Uses: region, control. Used by: the engine's root package.
 *
 * <p>What Chronicle is used for: a file format that its own tools can read, atomic appends, mapped reads. What it is
 * not used for: its roll by wall clock (a segment ends when it is large enough: the log's time stands still until
 * then), its write lock (appends happen under a lock of ours whose holder's death we notice; when that happens the
 * reaper frees Chronicle's word too), its typed messages (a class named in a file is never instantiated).
 */
package io.dishrack.engine.log;
