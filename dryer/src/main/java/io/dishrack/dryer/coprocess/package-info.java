/**
 * Work by a command that is started once per worker and answers items line by line, for work that takes less time than
 * the start of a process.
 *
 * <p><b>Protocol.</b> The coprocess reads an item a line and writes a line for each, in the same order, flushed. The
 * item is done when its line has come, and the line is its output; so {@code cat} is a coprocess. A line that begins with
 * the value of {@code DISHRACK_FAIL} in its environment (a word made up anew for every start, so that no item can contain
 * it), alone or followed by a space and a message, says that the item failed; one with the value of {@code
 * DISHRACK_REJECT}, likewise, that it is rejected: a dead letter at once. A line ends with a newline, or with a NUL
 * byte when the operator said {@code --null}. An item that contains the byte that ends a line is rejected. At the end
 * the coprocess sees the end of its standard input.
 *
 * <p><b>Ends.</b> When the item at work, the first unanswered one, takes too long or is cancelled, the coprocess and all
 * that it started get TERM, 2 s later KILL; a new one is started for what comes next. What else it was sent is handed
 * back, and counts no attempt.
 */
package io.dishrack.dryer.coprocess;
