/**
 * How far a long work is, shown while it goes on: a bar with rate and remaining time on a terminal, a line every few
 * seconds elsewhere. {@link io.dishrack.cli.progress.Displays} chooses; who works calls {@link
 * io.dishrack.cli.progress.Progress#update} as often as it likes.
 *
 * <p>Only this package knows the library that draws bars, which is loaded when a work on a terminal has taken a second:
 * a quick command does not pay for it. Used by the washer, dishes and rack.
 */
package io.dishrack.cli.progress;
