/**
 * Takes items and settles them: worker threads ({@link io.dishrack.dryer.run.Worker}), what stops them ({@link
 * io.dishrack.dryer.run.Control}), and what becomes of each item ({@link io.dishrack.dryer.run.Settler}), and of what came of it ({@link io.dishrack.dryer.run.Onward}). Knows the work
 * only as {@link io.dishrack.dryer.run.Workload}, and nothing of command lines. Used by the command.
 */
package io.dishrack.dryer.run;
