/**
 * A file mapped into memory, with accessors that carry the memory ordering in their name.
 *
 * <p>Owns: mapping and allocation of whole files. Uses: nothing. Used by: control, ledger.
 */
package io.dishrack.engine.region;
