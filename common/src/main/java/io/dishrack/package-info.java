/**
 * A joinable work queue for separately launched processes: the public API.
 *
 * <p>An item's life (states are {@link io.dishrack.ItemState}):
 *
 * <pre>
 *            put                take                 done
 *   washer ------> READY ---------------> TAKEN ---------------> DONE
 *                   ^ ^                   | | |
 *                   | |  released, dryer  | | |  attempts used up,
 *                   | +---died, lease lost+ | +--or rejected---> DEAD --redrive--> READY
 *                   |                       | failed
 *                   +------- DELAYED <------+
 *   READY or DELAYED --cancel--> CANCELLED;  TAKEN --cancel asked for, and not done--> CANCELLED
 *   put with a time: what a taker meets before it goes on as DELAYED
 *
 *   finished = DONE, DEAD or CANCELLED;  unfinished = put - finished;  join waits for unfinished == 0
 * </pre>
 *
 * <p>Map of the packages below this one:
 *
 * <ul>
 *   <li>{@code io.dishrack} - what callers see; knows no engine.
 *   <li>{@code io.dishrack.spi} - what an engine implements.
 *   <li>{@code io.dishrack.engine} - the engine in files; its own package page draws the rest of the map.
 *   <li>{@code io.dishrack.request} - submit work, get futures; {@code pool} - workers in this JVM; {@code call} - named
 *       functions with values and exceptions; {@code threads} - what these three share. All on top of the first.
 *   <li>{@code io.dishrack.cli} - what the command lines share: exit codes, durations, sizes.
 *   <li>{@code io.dishrack.rack} - the command that looks at a queue.
 * </ul>
 */
package io.dishrack;
