/**
 * The measurements, one class for each section of the report. Each warms up by the same work, takes
 * figure and yardstick in turns, and says in its notes what was done.
 */
package io.dishrack.bench.sections;
