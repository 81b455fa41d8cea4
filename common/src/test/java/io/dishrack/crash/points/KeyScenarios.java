package io.dishrack.crash.points;

import static io.dishrack.crash.points.Scenario.at;

import io.dishrack.Delivery;
import io.dishrack.ItemOptions;
import io.dishrack.crash.points.Scenario.Making;
import io.dishrack.engine.host.Fault;
import java.time.Duration;
import java.util.List;

/** Items with a key: put, waiting behind one another, and passed on. */
final class KeyScenarios {

    private static final ItemOptions KEYED = ItemOptions.NONE.withKey("key");
    private static final ItemOptions WITH_RESULT = KEYED.withKeepResult(true);

    private KeyScenarios() {}

    static void addTo(List<Scenario> all) {
        for (Fault fault : List.of(Fault.KEYS_WRITTEN, Fault.KEYS_MADE, Fault.KEYS_NOTED)) {
            all.add(put(fault).given(actor -> actor.put(1)).handsOut("g0:1"));
        }
        for (Fault fault : List.of(Fault.PUT_APPENDED, Fault.PUT_KEYED, Fault.PUT_NOTED)) {
            all.add(put(fault).handsOut("v0:1"));
            all.add(put(fault).given(actor -> actor.put(1, KEYED)).handsOut("g0:1 v0:1"));
        }
        for (Fault fault : List.of(Fault.KEY_WAITING, Fault.KEY_WAITING_NOTED)) {
            all.add(at(fault)
                    .given(actor -> actor.put(3, KEYED))
                    .victim(actor -> {
                        actor.take(1);
                        actor.arm();
                        actor.queue().poll(Duration.ZERO);
                    })
                    .handsOut("g0:2 g1:1 g2:1"));
        }
        addTaking(all);
        addPassingOn(all);
        addReaping(all);
        all.add(at(Fault.REBUILD_KEYS_DONE)
                .making(Making.SMALL_LEDGER)
                .given(actor -> {
                    actor.put(6, KEYED);
                    actor.done(actor.take(1));
                })
                .corpse(KeyScenarios::takeAndPark)
                .booted()
                .armed(ReapingScenarios::openAndWait)
                .handsOut("g1:2 g2:1 g3:1 g4:1 g5:1"));
    }

    private static void addTaking(List<Scenario> all) {
        // Noted still as one that came back, by its number.
        all.add(at(Fault.TAKE_READ)
                .given(actor -> {
                    actor.put(2, KEYED);
                    takeAndPark(actor).get(0).done();
                })
                .victim(actor -> {
                    actor.arm();
                    actor.take(1);
                })
                .handsOut("g1:2"));
    }

    private static Scenario put(Fault fault) {
        return at(fault).victim(actor -> {
            actor.open();
            actor.arm();
            actor.put(1, KEYED);
        });
    }

    /** Takes the first, and lets the others wait for it. */
    private static List<Delivery<byte[]>> takeAndPark(Actor actor) throws InterruptedException {
        var taken = actor.take(1);
        actor.queue().poll(Duration.ZERO);
        return taken;
    }

    private static void addPassingOn(List<Scenario> all) {
        for (Fault fault : List.of(Fault.KEY_PASSING_ON, Fault.DONE_SETTLED, Fault.RETURN_SETTLED)) {
            all.add(ending(fault, KEYED, Actor::doneOne).handsOut("g1:1"));
        }
        for (Fault fault : List.of(Fault.KEY_PASSING_ON, Fault.FINISH_SETTLED)) {
            all.add(ending(fault, WITH_RESULT, Actor::doneOne).handsOut("g1:1").results(1));
            all.add(ending(fault, KEYED, Actor::reject).handsOut("g1:1").dead(1).results(1));
        }
    }

    /** How an item ends for which another waits. */
    private interface Ending {
        void end(Actor actor, Delivery<byte[]> first);
    }

    private static Scenario ending(Fault fault, ItemOptions item, Ending ending) {
        return at(fault).given(actor -> actor.put(2, item)).victim(actor -> {
            var taken = takeAndPark(actor);
            actor.arm();
            ending.end(actor, taken.get(0));
        });
    }

    private static void addReaping(List<Scenario> all) {
        for (Fault fault : List.of(Fault.REAP_ITEM_TAKEN, Fault.REAP_ITEMS_TAKEN, Fault.REAP_HINTS_LOWERED)) {
            all.add(at(fault)
                    .given(actor -> actor.put(3, KEYED))
                    .corpse(KeyScenarios::takeAndPark)
                    .armed(ReapingScenarios::openAndWait)
                    .handsOut("g0:2 g1:1 g2:1"));
        }
        // Killed between the end of one and the other's going on: the reaper sees to it.
        for (Fault fault : List.of(Fault.REAP_ITEMS_TAKEN, Fault.KEY_PASSING_ON, Fault.RETURN_SETTLED)) {
            all.add(at(fault)
                    .given(actor -> actor.put(2, KEYED))
                    .corpse(Fault.DONE_SETTLED, actor -> {
                        var taken = takeAndPark(actor);
                        actor.arm();
                        taken.get(0).done();
                    })
                    .armed(ReapingScenarios::openAndWait)
                    .handsOut("g1:1"));
        }
        for (Fault fault : List.of(Fault.REAP_BURIED, Fault.KEY_PASSING_ON, Fault.REAP_RECORDED)) {
            all.add(at(fault)
                    .options(options -> options.withMaxAttempts(1))
                    .given(actor -> actor.put(2, KEYED))
                    .corpse(KeyScenarios::takeAndPark)
                    .armed(ReapingScenarios::openAndWait)
                    .handsOut("g1:1")
                    .dead(1)
                    .results(1));
        }
        for (Fault fault : List.of(Fault.REAP_ITEM_LOG_RECOVERED, Fault.LOG_COMPLETED)) {
            all.add(at(fault)
                    .given(actor -> actor.put(1, KEYED))
                    .corpse(Fault.PUT_APPENDED, actor -> {
                        actor.arm();
                        actor.put(1, KEYED);
                    })
                    .armed(ReapingScenarios::openAndWait)
                    .handsOut("c0:1 g0:1"));
        }
    }
}
