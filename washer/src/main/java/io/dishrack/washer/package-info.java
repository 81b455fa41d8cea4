/**
 * The command {@code washer}: its options, and how they become a {@link io.dishrack.washer.run.WashPlan} and an
 * {@link io.dishrack.washer.input.ItemSource}. The work is done in {@code washer.input} and {@code washer.run}, which
 * know nothing of command lines. {@code dishes} uses the options of this package too.
 */
package io.dishrack.washer;
