package io.dishrack.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What follows from the seed. */
@Timeout(30)
class ScheduleTest {

    private static final int WASHERS = 2;
    private static final int DRYERS = 3;
    private static final int KILLS = 20;

    @ParameterizedTest
    @EnumSource
    void aScheduleFollowsFromItsSeedAndKillsAsManyAsAskedFor(Scenario scenario) {
        for (long seed = 0; seed < 50; seed++) {
            Schedule schedule = Schedule.of(seed, scenario, WASHERS, DRYERS, KILLS);
            assertEquals(schedule, Schedule.of(seed, scenario, WASHERS, DRYERS, KILLS));
            assertNotEquals(schedule, Schedule.of(seed + 1, scenario, WASHERS, DRYERS, KILLS));
            assertTrue(
                    schedule.kills() >= KILLS && schedule.kills() < KILLS + 2 * (WASHERS + DRYERS), schedule::toString);
            assertEquals(WASHERS + DRYERS, schedule.crew().size());
            assertEquals(scenario.actions().get(0), schedule.steps().get(0).action());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aScheduleAttacksEverySlotAndWithTwoDryersToo(Scenario scenario) {
        Set<Integer> slots = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            Schedule.of(seed, scenario, 1, 2, KILLS).steps().forEach(step -> step.victims()
                    .forEach(victim -> slots.add(victim.slot())));
        }
        assertEquals(Set.of(0, 1, 2), slots);
    }

    @Test
    void aLongSoakDoesEverythingThatCanHappenAndTheShortOneEveryScenario() {
        Soak.Plan plan = new Soak.Plan(1, 1_000, WASHERS, DRYERS, 0, false);
        Set<Step.Action> actions = EnumSet.noneOf(Step.Action.class);
        IntStream.rangeClosed(1, plan.rounds())
                .forEach(round -> plan.schedule(round).steps().forEach(step -> actions.add(step.action())));
        assertEquals(EnumSet.allOf(Step.Action.class), actions);
        assertEquals(Scenario.values().length, new Soak.Plan(1, 42, WASHERS, DRYERS, 0, false).rounds());
    }

    @Test
    void aRoundAloneIsWhatItIsAmongTheOthers() {
        Soak.Plan all = new Soak.Plan(7, 1_000, WASHERS, DRYERS, 0, false);
        Soak.Plan alone = new Soak.Plan(7, 1_000, WASHERS, DRYERS, 13, false);
        assertEquals(all.schedule(13), alone.schedule(13));
        assertNotEquals(all.schedule(13), all.schedule(12));
    }

    @Test
    void aPayloadProvesItself() {
        for (long sequence = 0; sequence < 2_000; sequence++) {
            Origin origin = new Origin(3, sequence);
            byte[] payload = Payload.of(origin);
            assertEquals(origin, Payload.origin(payload));
            assertFalse(new String(payload, StandardCharsets.US_ASCII).contains("\n"));
            payload[(int) (sequence % payload.length)] ^= 1;
            assertNull(Payload.origin(payload), origin::toString);
        }
        assertNull(Payload.origin(new byte[0]));
        assertNull(Payload.origin(null));
        assertNull(Payload.origin("1.2".getBytes(StandardCharsets.US_ASCII)));
    }
}
