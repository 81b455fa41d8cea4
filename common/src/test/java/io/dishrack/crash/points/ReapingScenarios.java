package io.dishrack.crash.points;

import static io.dishrack.crash.points.Scenario.at;

import io.dishrack.ItemOptions;
import io.dishrack.crash.points.Scenario.Making;
import io.dishrack.engine.host.Fault;
import io.dishrack.testkit.Await;
import java.util.List;

/** Reapers that die themselves, and those who see that a process is frozen. */
final class ReapingScenarios {

    private ReapingScenarios() {}

    static void addTo(List<Scenario> all) {
        for (Fault fault : List.of(
                Fault.REAP_LOCKS_FREED,
                Fault.REAP_ORPHANS_KILLED,
                Fault.REAP_LEFTOVERS_DELETED,
                Fault.REAP_ITEM_TAKEN,
                Fault.REAP_ITEMS_TAKEN,
                Fault.REAP_HINTS_LOWERED,
                Fault.REAP_RECORDED,
                Fault.REAP_CLEANED,
                Fault.REAP_SLOT_FREED)) {
            all.add(reap(fault).handsOut("g0:2 g1:2 g2:1"));
        }
        addLocks(all);
        addHalfDone(all);
        addDeaths(all);
        addTwoDead(all);
        addFrozen(all);
    }

    /** The dead one held two items, and a command worked for one of them. */
    private static Scenario reap(Fault fault) {
        return at(fault)
                .given(actor -> actor.put(3))
                .corpse(actor -> actor.run(actor.take(2).get(0)))
                .armed(ReapingScenarios::openAndWait);
    }

    static void openAndWait(Actor actor) {
        actor.open();
        actor.await();
    }

    private static void addLocks(List<Scenario> all) {
        for (Fault fault : List.of(
                Fault.LOG_UNLOCKED,
                Fault.LOG_END_CLEARED,
                Fault.LOG_END_NOTED,
                Fault.LOG_COMPLETED,
                Fault.REAP_ITEM_LOG_RECOVERED,
                Fault.REAP_ITEM_LOCK_FREED)) {
            all.add(diedInPut(fault));
        }
    }

    /** The dead one held the lock of the log, and had one of two items in it. */
    private static Scenario diedInPut(Fault fault) {
        return at(fault)
                .given(actor -> actor.put(1))
                .corpse(Fault.PUT_APPENDED, actor -> {
                    actor.arm();
                    actor.putAll(2);
                })
                .armed(ReapingScenarios::openAndWait)
                .handsOut("c0:1 g0:1");
    }

    /** What else a dead one may have left half done. */
    private static void addHalfDone(List<Scenario> all) {
        all.add(at(Fault.REAP_LEFTOVERS_DELETED)
                .given(actor -> actor.put(1))
                .corpse(Fault.PUT_PREPARED, actor -> {
                    actor.arm();
                    actor.putLarge();
                })
                .armed(ReapingScenarios::openAndWait)
                .handsOut("g0:1"));
        all.add(at(Fault.REAP_RESULT_LOG_RECOVERED)
                .given(actor -> actor.put(2, ItemOptions.WITH_RESULT))
                .corpse(Fault.LOG_PUBLISHED, actor -> {
                    var taken = actor.take(1);
                    actor.arm();
                    actor.done(taken);
                })
                .armed(ReapingScenarios::openAndWait)
                .handsOut("g0:2 g1:1"));
        all.add(at(Fault.REAP_REDRIVE_ENDED)
                .making(Making.SMALL_LEDGER)
                .given(KeepingScenarios::leaveDeadLetters)
                .corpse(Fault.REDRIVE_READY, KeepingScenarios::redriveAll)
                .armed(ReapingScenarios::openAndWait)
                .handsOut("g0:1 g4:1")
                .dead(1)
                .results(1));
    }

    /** What the dead one held ends with its death. */
    private static void addDeaths(List<Scenario> all) {
        for (Fault fault : List.of(
                Fault.REAP_ITEMS_TAKEN,
                Fault.REAP_HINTS_LOWERED,
                Fault.REAP_DEATHS_RECORDED,
                Fault.REAP_BURIED,
                Fault.REAP_RECORDED,
                Fault.FINISH_SETTLED)) {
            all.add(reap(fault)
                    .options(options -> options.withMaxAttempts(1))
                    .handsOut("g2:1")
                    .dead(2)
                    .results(2));
        }
    }

    /** One died with what ends by that, which is to be recorded; another died with the lock for recording. */
    private static void addTwoDead(List<Scenario> all) {
        for (Fault fault : List.of(Fault.REAP_DEATHS_RECORDED, Fault.REAP_BURIED, Fault.REAP_CLEANED)) {
            all.add(at(fault)
                    .options(options -> options.withMaxAttempts(1))
                    .given(actor -> actor.put(4, ItemOptions.WITH_RESULT))
                    .corpse(Fault.LOG_PUBLISHED, actor -> {
                        actor.take(2);
                        var taken = actor.openAnother().pollBatch(1, Await.DEADLINE);
                        actor.arm();
                        taken.get(0).done();
                    })
                    .armed(ReapingScenarios::openAndWait)
                    .handsOut("g3:1")
                    .dead(3)
                    .results(3));
        }
    }

    private static void addFrozen(List<Scenario> all) {
        for (Fault fault : List.of(Fault.FROZEN_ORPHANS_KILLED, Fault.FROZEN_ITEMS_TAKEN)) {
            all.add(reap(fault).frozen().handsOut("g0:2 g1:2 g2:1"));
        }
        all.add(diedInPut(Fault.FROZEN_FENCED).frozen());
    }
}
