/**
 * Work requests with results: submit arguments, get futures; in bulk, with ids, with callbacks, by polling, by waiting.
 *
 * <p>Map: {@link io.dishrack.request.Requester} puts items and completes a {@link io.dishrack.request.Request} for each,
 * from one thread that reads the queue's results; {@link io.dishrack.request.Batch} collects requests and hands them out
 * as they end. Uses the public queue only, so it works with every engine. Used by {@code call}.
 *
 * <p>What is not wanted any more is cancelled by its request, by its future or with its batch, whether it waits or runs:
 * {@link io.dishrack.request.Request#cancel}. Ids are keys: requests of the same id run one after the other.
 *
 * <p>A request is an item of the queue. It survives its requester: another one reattaches by number or id, and gets the
 * result that is kept or comes.
 */
package io.dishrack.request;
