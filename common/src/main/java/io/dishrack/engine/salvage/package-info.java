/**
 * The files of a queue whatever state they are in: what is damaged, what can be read all the same.
 *
 * <p>Owns nothing: it reads what the other packages own, by their scans ({@code LogScan}, {@code LedgerScan},
 * {@code ControlScan}), which use ordinary bounded reads and trust nothing. Uses: log, keys, ledger, slots, control, region.
 * Used by: the engine's root package.
 *
 * <p>What proves what: a message of a log is sealed with its number, a state word with its item's, a word of
 * {@code control} with its place. So the item log alone tells which items there are, the ledger in which state they are,
 * and {@code control} has nothing that does not follow from these two, but the limits, which stand in
 * {@code queue.properties} too. The checks compare what must agree.
 */
package io.dishrack.engine.salvage;
