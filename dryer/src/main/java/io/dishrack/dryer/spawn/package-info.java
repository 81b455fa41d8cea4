/**
 * Starts processes by posix_spawn(3), for what {@link java.lang.ProcessBuilder} does in more steps: no thread that waits
 * for each child, no pipe that brings back an error, no map of the environment, no String that a charset could bend.
 *
 * <p>{@link io.dishrack.dryer.spawn.Spawner} is loaded in the background once it is worth it, and only where the C
 * library and the system have all of it (Linux with glibc 2.34 and pidfd, 5.3); elsewhere there is none. It either
 * starts a process or says that the system refused, without a reason: its user goes the way of {@code ProcessBuilder}
 * then, which also knows the reason.
 *
 * <p>A child gets its standard streams, an empty signal mask and no other descriptor; ignored signals stay ignored, as
 * with exec. It is waited for by the thread that wants it, on a pidfd: nobody else in this JVM may wait for any child
 * by {@code waitpid(-1)}.
 */
package io.dishrack.dryer.spawn;
