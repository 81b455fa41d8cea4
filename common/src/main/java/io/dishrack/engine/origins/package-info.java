/**
 * What was put from where: for each source of items, which number an item got that was made from its n-th. By this a put
 * that is repeated after a crash finds what it put before.
 *
 * <p>The item log tells the same, as each message bears its {@link io.dishrack.engine.log.MessageHead.Origin}; here it is
 * found quickly, and kept when the message is gone. Written under the item lock, after the message and before it is
 * published, so whoever completes a message that its dead putter left writes it here too. After a reboot it is completed
 * from the log.
 *
 * <p>Uses region and host. Used by the engine.
 */
package io.dishrack.engine.origins;
