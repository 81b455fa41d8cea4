package io.dishrack.crash.points;

import static io.dishrack.crash.points.Scenario.at;

import io.dishrack.crash.points.Scenario.Making;
import io.dishrack.engine.host.Fault;
import java.time.Duration;
import java.util.List;

/** Delayed items made ready, ledger files summed up, dead letters redriven. */
final class KeepingScenarios {

    private KeepingScenarios() {}

    static void addTo(List<Scenario> all) {
        for (Fault fault : List.of(
                Fault.PROMOTE_LOOKING,
                Fault.PROMOTE_ONE,
                Fault.PROMOTE_LOOKED,
                Fault.PROMOTE_NOTED,
                Fault.RETURN_SETTLED)) {
            all.add(promote(fault));
        }
        for (Fault fault : List.of(Fault.SUM_NOTED, Fault.SUM_COMPLETED, Fault.SUM_ALL_NOTED, Fault.SUM_RAISED)) {
            all.add(at(fault)
                    .making(Making.SMALL_LEDGER)
                    .given(actor -> actor.put(6))
                    .late()
                    .armedAfter(Actor::open, actor -> {
                        actor.done(actor.take(4));
                        actor.await();
                    })
                    .handsOut("g4:1 g5:1"));
        }
        for (Fault fault : List.of(Fault.REDRIVE_BEGUN, Fault.REDRIVE_LOWERED, Fault.REDRIVE_REOPENED)) {
            all.add(redrive(fault).handsOut("g4:1").dead(2).results(2));
        }
        for (Fault fault : List.of(Fault.REDRIVE_READY, Fault.REDRIVE_HINTED)) {
            all.add(redrive(fault).handsOut("g0:1 g4:1").dead(1).results(1));
            all.add(redrive(fault).nth(2).handsOut("g0:1 g2:1 g4:1"));
        }
        for (Fault fault : List.of(Fault.REDRIVE_ENDED, Fault.REDRIVE_UNLOCKED)) {
            all.add(redrive(fault).handsOut("g0:1 g2:1 g4:1"));
        }
    }

    /** Both of two delayed items are due at different times; only the victim's keeper is there to look. */
    private static Scenario promote(Fault fault) {
        return at(fault)
                .options(options -> options.withRetryDelay(Duration.ofMillis(20)))
                .given(actor -> actor.put(3))
                .late()
                .victim(actor -> {
                    var taken = actor.take(2);
                    actor.arm();
                    taken.forEach(actor::fail);
                    actor.await();
                })
                .handsOut("g0:2 g1:2 g2:1");
    }

    /** Two dead letters in a ledger file that is summed up. */
    static Scenario redrive(Fault fault) {
        return at(fault)
                .making(Making.SMALL_LEDGER)
                .given(KeepingScenarios::leaveDeadLetters)
                .victim(KeepingScenarios::redriveAll);
    }

    static void leaveDeadLetters(Actor actor) throws InterruptedException {
        actor.put(5);
        var taken = actor.take(4);
        actor.reject(taken.get(0));
        actor.reject(taken.get(2));
        actor.done(List.of(taken.get(1), taken.get(3)));
        actor.awaitFinishedUpTo(4);
    }

    static void redriveAll(Actor actor) {
        actor.open();
        actor.arm();
        actor.queue().redriveAll();
    }
}
