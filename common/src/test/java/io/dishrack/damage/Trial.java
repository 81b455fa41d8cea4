package io.dishrack.damage;

import java.io.IOException;
import java.nio.file.Path;

/** One damage, from the copy of the specimen to the verdict. */
final class Trial {

    private final Specimen specimen;
    private final Damage damage;
    private final Path folder;
    private final boolean live;

    /** With the queue in {@code folder}; {@code live}: struck while it is open and in use. */
    Trial(Specimen specimen, Damage damage, Path folder, boolean live) {
        this.specimen = specimen;
        this.damage = damage;
        this.folder = folder;
        this.live = live;
    }

    /** Does the damage; by another process when the queue is live, whose locks this one would drop. */
    interface Hand {
        void strike() throws IOException;
    }

    Verdict run(Hand hand) throws IOException {
        System.clearProperty(Bomb.WENT_OFF);
        specimen.image().restore(folder);
        Observation observation = new Observation();
        Steps steps = new Steps(observation);
        Use use = new Use(folder, specimen.truth(), observation, steps);
        Look look = new Look(folder, observation, steps, use::payload);
        observation.live = live;
        if (live) {
            boolean open = use.open(false);
            use.begin();
            hand.strike();
            look.all("live");
            if (open) {
                use.goOn();
            }
        } else {
            hand.strike();
            look.all("before");
            if (use.open(observation.handOuts.isEmpty())) {
                use.goOn();
            }
        }
        use.again();
        look.all("after");
        if (System.getProperty(Bomb.WENT_OFF) != null) {
            observation.wrong.add(new Observation.Saying("open", "a class named in a file was initialized"));
        }
        repair(observation);
        return Judge.judge(specimen.truth(), damage, observation);
    }

    /** The same damage to another copy, repaired. */
    private void repair(Observation observation) throws IOException {
        if (live) {
            return;
        }
        Path copy = folder.resolveSibling(folder.getFileName() + ".repaired");
        new Steps(observation).run("repair", () -> new RepairTrial(specimen, damage, copy)
                .run()
                .forEach(defect -> observation.wrong.add(new Observation.Saying("repair", defect))));
        Image.delete(copy);
        Image.delete(copy.resolveSibling(copy.getFileName() + ".outside"));
    }

    Damage damage() {
        return damage;
    }

    Specimen specimen() {
        return specimen;
    }

    Specimen.Kind kind() {
        return specimen.kind();
    }

    boolean isLive() {
        return live;
    }
}
