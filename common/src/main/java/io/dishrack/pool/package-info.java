/**
 * Workers in this JVM: threads that take items and work on them, which can be added and dismissed while they run.
 *
 * <p>Map: {@link io.dishrack.pool.WorkerPool} has the workers; {@link io.dishrack.pool.Work} is what they do with a
 * {@link io.dishrack.pool.Job}. Work whose item is cancelled is interrupted and hears of it by its job; the worker goes on.
 * Uses the public queue only, so it works with every engine. Used by {@code call}.
 */
package io.dishrack.pool;
