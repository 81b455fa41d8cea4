/**
 * One word per item that says where the item is in its life: with the item log, the truth of a queue.
 *
 * <p>Owns: the layout of the files in {@code ledger/} and the legal transitions. Uses: region, host. Used by: the
 * engine's root package, salvage.
 */
package io.dishrack.engine.ledger;
