/**
 * Append-only logs in Chronicle Queue files: one for items, one for results.
 *
 * <p>Owns: the folders {@code items/} and {@code results/}, the framing of their messages, and the log words of the
 * control file; the only package that imports Chronicle. Uses: region, control, host. Used by: the engine's root
 * package.
 *
 * <p>What Chronicle is used for: a file format that its own tools can read, and appends to it. What it is not used for:
 *
 * <ul>
 *   <li>reading: {@link io.dishrack.engine.log.LogReader} finds messages by itself and checks every step, so that
 *       whatever a file holds costs at most the messages that are damaged; processes that only read never load Chronicle;
 *   <li>making files: {@code LogFiles} makes them from templates, which a test compares with what Chronicle makes;
 *   <li>opening what is not as it should be: {@code SegmentCheck} and {@code MetadataFile} look first, and before each
 *       append {@code SegmentTail} compares Chronicle's words with what they must be; so no class named in a file is ever
 *       made, and no position in a file leads anywhere else;
 *   <li>finding room: {@code LogSpace} writes the next stretch with ordinary writes before it is mapped and stored into;
 *   <li>its roll by wall clock: a segment ends when it is large enough; the log's time stands still until then;
 *   <li>its locks: appends happen under a lock of ours whose holder's death is noticed; {@code LogRecovery} then
 *       completes or removes what the dead left half done, and frees Chronicle's words too.
 * </ul>
 *
 * <p>Past damage: {@link io.dishrack.engine.log.LogScan} reads what is whole without the control file, {@link
 * io.dishrack.engine.log.LogMend} makes headers and indexes follow from the messages again.
 */
package io.dishrack.engine.log;
