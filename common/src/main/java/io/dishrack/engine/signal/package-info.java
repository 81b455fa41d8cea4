/**
 * Waiting for, and waking, threads of other processes; what takes system calls that Java has not.
 *
 * <p>Owns: the wake words in the control file, the system calls futex and madvise; the only package that imports JNA.
 * Uses: region. Used by: the engine's root package, slots, ledger, log.
 */
package io.dishrack.engine.signal;
