/**
 * What the command lines share: how a program is run ({@link io.dishrack.cli.CommandRunner}), its standard streams
 * ({@link io.dishrack.cli.Stdio}), exit codes, signals, and the forms of option values.
 *
 * <p><b>Arguments are bytes.</b> The JVM decodes its arguments with the locale and loses what does not fit, so the runner
 * hands every argument to the parser as a <em>byte string</em>: a String with one char, 0 to 255, for each byte (see
 * {@link io.dishrack.cli.RawArguments}). Plain ASCII looks the same in both forms. An option or parameter whose value may
 * be anything else is either a type with a converter of this package or is turned into bytes, a path or text by
 * {@code RawArguments} where it is used.
 *
 * <p><b>Events.</b> What a program tells goes through its {@link io.dishrack.cli.Log}: lines for people, or with {@code
 * --log json} an object a line. Fields are added, never renamed. All have
 *
 * <pre>
 *   "time"     2026-01-01T00:00:00.123Z
 *   "program"  washer, dryer
 *   "pid"
 *   "event"    one of the names below
 *   "message"  the line that people are told; not of started, stopped
 *
 * dryer
 *   started            queue, jobs
 *   waiting_for_queue  queue
 *   item_failed        item, key, attempt, max_attempts, exit_code, reason: it will be tried again
 *   item_dead          the same: it failed for good
 *   item_rejected      item, key, attempt, exit_code, reason: it failed for good at once
 *   item_cancelled     item, key, attempt
 *   item_lost          item, key, attempt: another dryer has it by now
 *   stderr             a line of a command's standard error, in message
 *   stopping           signal
 *   stopped            done, failed, seconds, exit_code
 *
 * washer
 *   started            queue
 *   progress           unit (items), finished, total, failed, rate, left_seconds
 *   no_dryers          unfinished: nobody works while it waits
 *   dryers_back        dryers
 *   item_dead          item, attempt, exit_code, worker, reason; with --results
 *   put                put, unfinished: all is put, nothing is waited for
 *   drained            done, failed, cancelled, unfinished, duplicates, seconds, rate: what was waited for is finished
 *   ended              the same: the queue is not empty, since others put too
 *   stopped            signal, put
 *
 * both
 *   message            nothing else
 *   error              exit_code: it ends
 * </pre>
 *
 * <p>"key", "reason", "total", "left_seconds" are there when they are known. What is wrong with the command line itself
 * is told before the option is understood, as a line.
 *
 * <p>Only {@code cli}, {@code rack} and the programs import picocli; the core knows nothing of this package.
 */
package io.dishrack.cli;
