package io.dishrack.damage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.testkit.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bad files are met exactly right or told in clear lines, never with a hang, a crash or a wrong done. */
@Tag("crash")
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DamageTest {

    /** Few: {@code scripts/damage} has thousands. */
    private static final int DAMAGES = 40;

    @TempDir
    Path folder;

    @Test
    void everyDamageIsMetExactlyRightOrTold() throws Exception {
        List<String> bad = new ArrayList<>();
        DamageRun run = new DamageRun(folder, Seed.random("damage").nextLong(), false);
        run.run(0, DAMAGES, outcome -> {
            if (outcome.verdict().isBad()) {
                bad.add(outcome.toString());
            }
        });
        assertEquals(List.of(), bad);
        // A run in which nothing was damaged would prove nothing.
        assertTrue(
                run.grades().get(Verdict.Grade.TOLD) > DAMAGES / 10,
                run.grades().toString());
    }

    @Test
    void theSameSeedDrawsTheSameDamages() throws Exception {
        Path specimens = folder.resolve("specimens");
        Plan.prepare(specimens);
        Plan plan = new Plan(specimens, 7);
        Plan again = new Plan(specimens, 7);
        for (long number = 0; number < DAMAGES; number++) {
            Path queue = folder.resolve("queue");
            assertEquals(
                    plan.trial(number, queue).damage().text(),
                    again.trial(number, queue).damage().text());
        }
    }
}
