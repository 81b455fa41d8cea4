/**
 * What a washer does with its items, without knowing of command lines: put them
 * ({@link io.dishrack.washer.run.Putter}), print what came of them ({@link io.dishrack.washer.run.ResultPrinter}), wait
 * for the end ({@link io.dishrack.washer.run.Wash}) of one queue or of several stages ({@link
 * io.dishrack.washer.run.Chain}), tell when nobody works ({@link
 * io.dishrack.washer.run.DryerWatch}), sum up ({@link io.dishrack.washer.run.Summary}).
 *
 * <p>The thread that runs {@code Wash} puts and waits; a thread of {@code Intake} reads, one of {@code ResultPrinter}
 * prints. A signal raises a {@link io.dishrack.washer.run.Stop}, at which all of them end within a slice of waiting:
 * puts are not interrupted, since an interrupted put can't say whether it went in.
 *
 * <p>Used by {@code washer} and {@code dishes}.
 */
package io.dishrack.washer.run;
