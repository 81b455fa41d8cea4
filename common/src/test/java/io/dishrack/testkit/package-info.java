/**
 * What tests of every module share: forked JVMs that are always cleaned up, background threads with deadlines, payloads
 * that prove themselves whole, and the checks that a queue's counts add up.
 *
 * <p>A forked JVM is a {@link io.dishrack.testkit.Child}, started by {@link io.dishrack.testkit.Children}; one that
 * holds a queue and does what it is told is a {@link io.dishrack.testkit.QueueChild}. Knows no engine.
 */
package io.dishrack.testkit;
