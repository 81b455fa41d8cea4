/**
 * What every engine's queue does, as claims: the behaviours of Python's {@code queue.Queue} and
 * {@code multiprocessing.JoinableQueue}, and what this library adds to them. An engine extends {@link
 * io.dishrack.behaviour.JoinableQueueBehaviour} in a test of its own; the interfaces it is made of hold one subject each.
 */
package io.dishrack.behaviour;
