/**
 * A process killed at each of the named points, {@link io.dishrack.engine.host.Fault}: for each there are scenarios that
 * lead there, played on two queues by one victim. One queue is watched by a process that has it open before and after
 * the death, with a joiner, a taker and a putter at work; on the other the victim is alone, and the queue is opened when
 * nobody is left. Expected is exactly which items are handed out again, at which attempt, and how each ends.
 */
package io.dishrack.crash.points;
