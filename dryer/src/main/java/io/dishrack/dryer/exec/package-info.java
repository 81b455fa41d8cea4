/**
 * Runs commands: how an item becomes an argument vector ({@link io.dishrack.dryer.exec.ArgvTemplate}), how that becomes
 * a process byte for byte ({@link io.dishrack.dryer.exec.Launcher}), and how a process and all it started are ended
 * ({@link io.dishrack.dryer.exec.ProcessTree}).
 *
 * <p><b>Speed.</b> Starting a process is the whole cost, so nothing is executed beside the command itself: no {@code
 * setsid} and no {@code setpriv --pdeathsig} in front of it, each of which was measured to halve the rate (2,150/s plain,
 * 1,190/s with one of them, 830/s with both; {@code xargs -P2} 2,300/s). Standard output and error go to files that the
 * worker reads when the command has ended, not to pipes (1,250/s).
 *
 * <p><b>Death.</b> What a command and its children have in common is their environment: every command gets a mark there
 * that no other attempt has. Whoever has to end an attempt looks for its mark: the dryer when the time is up, and the
 * {@link io.dishrack.dryer.exec.Warden} when the dryer was killed.
 */
package io.dishrack.dryer.exec;
