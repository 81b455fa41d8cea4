/**
 * Who has the queue open, and who of them is alive.
 *
 * <p>A process slot is a record in the control file and a byte of the file {@code locks} that the process holds locked
 * as long as it lives. The operating system drops the lock when the process is gone, whatever pid tables or zombies
 * say; so whoever can lock the byte of a slot that is in use knows that its owner is dead, and holding that lock is the
 * only one to clean up after it.
 *
 * <p>Owns: the file {@code locks}, the slots of the control file, the locks in shared words. Uses: control, signal,
 * region, host. Used by: the engine's root package, salvage.
 */
package io.dishrack.engine.slots;
