/**
 * Waiting for, and waking, threads of other processes.
 *
 * <p>Owns: the wake words in the control file and the futex system call; the only package that imports JNA. Uses:
 * region. Used by: the engine's root package.
 */
package io.dishrack.engine.signal;
