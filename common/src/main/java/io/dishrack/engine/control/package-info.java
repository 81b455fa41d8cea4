/**
 * The control file: cursors, locks, wake words and process slots that all processes of a queue share.
 *
 * <p>Owns: the layout of {@code control}. Uses: region. Used by: the engine's root package, slots, signal, log,
 * salvage.
 */
package io.dishrack.engine.control;
