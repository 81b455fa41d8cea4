/**
 * Takes items and settles them: worker threads ({@link io.dishrack.dryer.run.Worker}), what stops them ({@link
 * io.dishrack.dryer.run.Control}), and what becomes of each item ({@link io.dishrack.dryer.run.Settler}), and of what came of it ({@link io.dishrack.dryer.run.Onward}). Knows the work
 * only as {@link io.dishrack.dryer.run.Workload}, and nothing of command lines. Used by the command.
 *
 * <p><b>Cancel.</b> An item that is cancelled while it runs is given up as at a time-out: its worker is interrupted, which
 * ends a command and all that it started; a coprocess is stopped. It ends as cancelled whatever came of it then, is no
 * failure of the dryer, and the worker goes on. One that was done, or its handler back, just before stays done.
 */
package io.dishrack.dryer.run;
