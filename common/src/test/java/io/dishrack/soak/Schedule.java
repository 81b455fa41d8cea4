package io.dishrack.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What happens in a round: a pure function of the seed, the scenario and the numbers of processes and kills.
 *
 * @param maxSize the queue's bound
 * @param crew who works at first, the washers first
 * @param steps while washers put
 * @param drain while the rest is worked off and join waits
 */
record Schedule(long maxSize, List<Recruit> crew, List<Step> steps, List<Step> drain) {

    private static final int DRAIN_STEPS = 2;

    /**
     * Of one round.
     *
     * @param washers slots of washers, numbered from 0
     * @param dryers slots of dryers, numbered on
     * @param kills how many processes get SIGKILL, at least
     */
    static Schedule of(long seed, Scenario scenario, int washers, int dryers, int kills) {
        return new Maker(new SplittableRandom(seed), scenario, washers, dryers).make(kills);
    }

    int kills() {
        return steps.stream().mapToInt(Step::kills).sum()
                + drain.stream().mapToInt(Step::kills).sum();
    }

    /** Draws it; the order of the draws is what the seed means. */
    private record Maker(SplittableRandom random, Scenario scenario, int washers, int dryers) {

        Schedule make(int kills) {
            long maxSize = 100L * random.nextInt(1, 10);
            List<Recruit> crew = new ArrayList<>();
            for (int slot = 0; slot < washers + dryers; slot++) {
                crew.add(recruit(slot));
            }
            List<Step> drain = new ArrayList<>();
            for (int i = 0; i < DRAIN_STEPS; i++) {
                drain.add(new Step(
                        random.nextInt(1, 30), random.nextBoolean(), Step.Action.KILL, List.of(victim(dryer(), 0))));
            }
            List<Step> steps = new ArrayList<>();
            for (int planned = DRAIN_STEPS;
                    planned < kills;
                    planned += Math.max(0, last(steps).kills())) {
                steps.add(step(
                        steps.isEmpty()
                                ? scenario.actions().get(0)
                                : scenario.actions()
                                        .get(random.nextInt(scenario.actions().size()))));
            }
            return new Schedule(maxSize, crew, steps, drain);
        }

        private static Step last(List<Step> steps) {
            return steps.get(steps.size() - 1);
        }

        private Step step(Step.Action action) {
            int handOuts = random.nextInt(1, 300);
            List<Step.Victim> victims = new ArrayList<>();
            switch (action) {
                case KILL, TERM -> victims.add(victim(anyone(), 0));
                case STARTING -> victims.add(victim(anyone(), random.nextInt(600)));
                case FREEZE -> victims.add(victim(anyone(), random.nextInt(100, 4_000)));
                case CRASH -> everyone().forEach(slot -> victims.add(victim(slot, 0)));
                case SEVERAL -> some(everyone()).forEach(slot -> victims.add(victim(slot, 0)));
                case REAPING -> some(everyone()).forEach(slot -> victims.add(victim(slot, random.nextInt(120))));
            }
            return new Step(handOuts, random.nextInt(4) != 0, action, victims);
        }

        private Step.Victim victim(int slot, int delayMillis) {
            return new Step.Victim(slot, delayMillis, random.nextInt(4) == 0, recruit(slot));
        }

        private int anyone() {
            return random.nextInt(washers + dryers);
        }

        private int dryer() {
            return washers + random.nextInt(dryers);
        }

        private List<Integer> everyone() {
            List<Integer> slots = new ArrayList<>();
            for (int slot = 0; slot < washers + dryers; slot++) {
                slots.add(slots.isEmpty() ? 0 : random.nextInt(slots.size() + 1), slot);
            }
            return slots;
        }

        /** At least two and, where there are more, not all. */
        private List<Integer> some(List<Integer> slots) {
            int most = Math.max(2, slots.size() - 1);
            return slots.subList(0, Math.min(slots.size(), random.nextInt(2, most + 1)));
        }

        /** The last slot of each role may be a real command: its command costs a process an item. */
        private Recruit recruit(int slot) {
            boolean washer = slot < washers;
            boolean lastOfRole = slot == washers - 1 || slot == washers + dryers - 1;
            boolean command = random.nextBoolean() && lastOfRole && scenario.hasCommands();
            int batch = random.nextBoolean() ? 1 : random.nextInt(2, command ? 4 : washer ? 60 : 20);
            int work = random.nextInt(3) == 0 ? random.nextInt(5_000, 20_000) : random.nextInt(100, 2_000);
            return new Recruit(command, batch, washer ? 0 : work);
        }
    }
}
