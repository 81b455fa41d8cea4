/**
 * Single steps, measured by JMH in JVMs of their own: nanoseconds and allocated bytes for each item. The classes with
 * {@code @Benchmark} methods are what JMH runs; {@link io.dishrack.bench.steps.Steps} makes a section of what it found.
 *
 * <p>A call of a benchmark does its step {@link io.dishrack.bench.steps.Steps#CHUNK} times, so that what an item needs
 * before (to be put, to be taken) can be done for all calls together, before the first: that is neither timed nor counted
 * as allocated.
 */
package io.dishrack.bench.steps;
