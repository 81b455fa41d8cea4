/**
 * The engine in files: queues in a folder of this machine.
 *
 * <p>Packages, each using only those to its right or below:
 *
 * <pre>
 *   engine (put, take, settle, join, reap, keep, flush, rebuild, repair)
 *     salvage  looks at files whatever state they are in
 *     keys     the last item of each key; who waits for whom
 *     log      append-only logs in Chronicle Queue files - the payloads, the results
 *     origins  what was put from where                - what was put once is not put again
 *     ledger   a word per item                         - where each item is in its life
 *     slots    who is alive; locks in shared words
 *     control  cursors, wake words, process records
 *     signal   waiting across processes (futex)
 *     region   mapped files, sealed words
 *     host     the machine: flush, boot, points to be killed at
 * </pre>
 *
 * <p>Truth is the item log plus the ledger. An item exists when its message is whole in the log; its state is its
 * ledger word; a new ledger file is full of READY words, and a word that was damaged is no state at all. Each step of an
 * item's life is one compare-and-set of that word: no crash can leave it between two states, and counts are not kept but
 * counted. All else in {@code control} is a hint or can be rebuilt, and is after a reboot, {@link
 * io.dishrack.engine.Rebuild}. What has to be on the device before what is said in {@link io.dishrack.engine.Flushes}.
 *
 * <ul>
 *   <li>published: the last number that is whole in the log. A washer killed before it published is completed by its
 *       reaper, {@link io.dishrack.engine.log.LogWriter#recover}.
 *   <li>frontier: numbers up to here were offered to takers, who claim them by their words. What a dead taker left
 *       unclaimed, or gave back, lies behind the frontier and is found from the returned hint.
 *   <li>returned, next due: where to look for items that came back or wait for their retry. After every death both are
 *       made anew from the ledger.
 *   <li>keys: the last item of each bucket of keys; the chains are in the log. Items of one key run one after the other,
 *       {@link io.dishrack.engine.KeyOrder}.
 *   <li>finished up to: where counting and looking may begin.
 * </ul>
 *
 * <p>A process that has the queue open holds a locked byte for each handle; see {@link io.dishrack.engine.slots}. Each
 * handle has one thread, the {@link io.dishrack.engine.Keeper}, that shows a sign of life and notices the death of
 * others.
 */
package io.dishrack.engine;
