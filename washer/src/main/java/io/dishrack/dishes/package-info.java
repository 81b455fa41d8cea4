/**
 * The command {@code dishes}: the whole job in one line. This process is the washer; it starts the dryers, each a JVM of
 * its own, by the script beside its own launcher ({@link io.dishrack.dishes.Crew}), puts, joins, and lets them go.
 *
 * <p>A dryer's standard input is a pipe from here. Its end tells the dryer to finish what runs and go, so dryers do not
 * outlive a {@code dishes} that was killed.
 */
package io.dishrack.dishes;
