package io.dishrack.damage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Which damage to which specimen belongs to a number of a run; the same in every process. */
final class Plan {

    private static final int ONE_IN_LIVE = 5;

    private final long seed;
    private final Map<Specimen.Kind, Specimen> specimens = new EnumMap<>(Specimen.Kind.class);

    /** From the specimens below {@code parent}. */
    Plan(Path parent, long seed) throws IOException {
        this.seed = seed;
        for (Specimen.Kind kind : Specimen.Kind.values()) {
            specimens.put(kind, Specimen.load(parent, kind));
        }
    }

    /** Makes the specimens below {@code parent}. */
    static void prepare(Path parent) throws Exception {
        for (Specimen.Kind kind : Specimen.Kind.values()) {
            Specimen.make(kind, parent.resolve("made-" + kind)).save(parent);
        }
    }

    /** The trial of a number, in {@code folder}. */
    Trial trial(long number, Path folder) {
        SplittableRandom random = new SplittableRandom(seed ^ number * 0xD1342543DE82EF95L);
        Specimen.Kind kind =
                switch (random.nextInt(10)) {
                    case 0 -> Specimen.Kind.FINISHED;
                    case 1 -> Specimen.Kind.SHUT;
                    case 2 -> Specimen.Kind.FRESH;
                    case 3, 4 -> Specimen.Kind.SOURCED;
                    case 5, 6 -> Specimen.Kind.RECLAIMED;
                    default -> Specimen.Kind.MIXED;
                };
        Specimen specimen = specimens.get(kind);
        Specimen other = specimens.get(kind == Specimen.Kind.MIXED ? Specimen.Kind.FINISHED : Specimen.Kind.MIXED);
        boolean live = random.nextInt(ONE_IN_LIVE) == 0;
        return new Trial(specimen, new Damages(specimen, other.image()).draw(seed, number), folder, live);
    }
}
