/**
 * Threads of this library: daemons, so that none keeps a JVM alive, and woken from their waits and from nothing else.
 * Knows nothing of queues. Used by {@code request}, {@code pool} and {@code call}.
 */
package io.dishrack.threads;
