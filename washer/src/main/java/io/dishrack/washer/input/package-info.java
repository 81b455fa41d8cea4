/**
 * From input to items: the forms in which items come (arguments, lines, NUL or otherwise delimited, whole, JSON lines),
 * each an {@link io.dishrack.washer.input.ItemSource}, and the {@link io.dishrack.washer.input.Intake} that reads one
 * ahead in a thread of its own. Bytes in, bytes out: nothing is decoded except JSON.
 *
 * <p>Knows no command lines, and of queues only what a put may say of an item. Used by {@code washer} and {@code dishes}.
 */
package io.dishrack.washer.input;
