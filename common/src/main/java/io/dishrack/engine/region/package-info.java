/**
 * Files of a queue as they are opened, made and mapped: private, whole or not at all, with accessors that carry the memory
 * ordering in their name, and words that show damage.
 *
 * <p>Owns: mapping and allocation of whole files, the words for what the file system says. Uses: nothing. Used by: every
 * package of the engine but host.
 */
package io.dishrack.engine.region;
