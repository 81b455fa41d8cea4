/**
 * Runs commands: how an item becomes an argument vector ({@link io.dishrack.dryer.exec.ArgvTemplate}), how that becomes
 * a process byte for byte ({@link io.dishrack.dryer.exec.Launcher}), and how a process and all it started are ended
 * ({@link io.dishrack.dryer.exec.ProcessTree}).
 *
 * <p><b>Speed.</b> Starting a process is the whole cost, so nothing is executed beside the command itself: no {@code
 * setsid} and no {@code setpriv --pdeathsig} in front of it, each of which was measured to halve the rate. Commands are
 * started by {@link io.dishrack.dryer.spawn.Spawner} and waited for by the worker itself; the first ones of a JVM, and
 * all where there is no Spawner, by {@link java.lang.ProcessBuilder}, which costs three pipes, a close for each
 * descriptor of the JVM, a second thread to wait and two threads to be woken more. CPU time for each {@code /bin/true},
 * two workers on 2 cores, of dryer and command together: 0.90 ms, on JDK 17 and 25 alike; with ProcessBuilder 1.22 ms
 * (vfork, 17) and 1.9 ms (its helper program, 25); {@code xargs -P2} 0.99 ms; a bare loop of posix_spawn and waitpid in
 * C 0.81 ms. Standard output and error go to files that the worker reads when the command has ended, not to pipes, which
 * would need a reader and a wake-up more.
 *
 * <p>Where a job's 0.90 ms go, by samples: 84 % in the command itself after exec (a third of that are cpuid instructions
 * of the dynamic linker, which a virtual machine has to emulate; page faults 22 %, mapping 15 %, linking 12 %, open 7 %,
 * exec 4 %), 6 % clone and what the child does before exec, 3 % system calls around it (pidfd, poll, waitpid, the start
 * time in /proc, a look at the size of standard error), 2 % Java, the rest compiling Java and the JVM's start.
 *
 * <p><b>Death.</b> What a command and its children have in common is their environment: every command gets a mark there
 * that no other attempt has. Whoever has to end an attempt looks for its mark: the dryer when the time is up, and the
 * {@link io.dishrack.dryer.exec.Warden} when the dryer was killed.
 */
package io.dishrack.dryer.exec;
