/**
 * Bad files: seeded damages to every file of a queue, and what the engine and {@code rack} make of them.
 *
 * <p>{@link io.dishrack.damage.Specimen} makes queues worth damaging, {@link io.dishrack.damage.Damages} draws a damage
 * for each number of a run, {@link io.dishrack.damage.Trial} uses a damaged copy in every way a user would, and
 * {@link io.dishrack.damage.Judge} says what is to be thought of the outcome. {@link io.dishrack.damage.DamageRun} has
 * that done in a JVM of its own, {@link io.dishrack.damage.TrialProgram}, which may hang or crash and is replaced then.
 */
package io.dishrack.damage;
