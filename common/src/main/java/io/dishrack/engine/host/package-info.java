/**
 * What the engine takes from the machine it runs on, so that tests can put another in its place: the flush to the
 * device, the identity of this run of the operating system, and the places where a process may be killed.
 *
 * <p>Uses: nothing. Used by: every package of the engine.
 */
package io.dishrack.engine.host;
