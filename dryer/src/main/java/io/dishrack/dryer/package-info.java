/**
 * The program {@code dryer}: takes items from a queue and has the work done, by a command, a coprocess or Java.
 *
 * <p>Map: this package is the command line; {@code run} takes and settles items in worker threads and stops them;
 * {@code handler} is what a Java handler implements, with the built-in ones; {@code exec} runs commands; {@code
 * coprocess} feeds a command that stays. {@code run} knows the work only as a {@link io.dishrack.dryer.run.Workload},
 * and neither {@code handler} nor {@code exec} knows the queue.
 */
package io.dishrack.dryer;
