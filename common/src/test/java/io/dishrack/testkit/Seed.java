package io.dishrack.testkit;

import java.util.SplittableRandom;

/** Seeds of random tests: printed, and given again with {@code -Ddishrack.seed=N}. */
public final class Seed {

    private Seed() {}

    /** A random generator for a test of that name. */
    public static SplittableRandom random(String test) {
        long seed = Long.getLong("dishrack.seed", System.nanoTime());
        System.out.println(test + " seed: -Ddishrack.seed=" + seed);
        return new SplittableRandom(seed);
    }
}
