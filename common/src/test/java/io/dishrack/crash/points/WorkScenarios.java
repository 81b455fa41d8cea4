package io.dishrack.crash.points;

import static io.dishrack.crash.points.Scenario.at;

import io.dishrack.Delivery;
import io.dishrack.Durability;
import io.dishrack.ItemOptions;
import io.dishrack.Report;
import io.dishrack.crash.points.Scenario.Making;
import io.dishrack.engine.host.Fault;
import java.time.Duration;
import java.util.List;

/** Items put, flushed, taken and settled. */
final class WorkScenarios {

    private WorkScenarios() {}

    static void addTo(List<Scenario> all) {
        addPut(all);
        addLog(all);
        addFlush(all);
        addTake(all);
        addDone(all);
        addFail(all);
    }

    private static void addPut(List<Scenario> all) {
        for (Fault fault : List.of(Fault.PUT_PREPARED, Fault.PUT_LOCKED, Fault.PUT_LEDGER_READY)) {
            all.add(put(fault).handsOut("g0:1 v0:1"));
            all.add(put(fault)
                    .armedAfter(WorkScenarios::putOne, Actor::putLarge)
                    .handsOut("g0:1 v0:1"));
        }
        all.add(at(Fault.PUT_LEDGER_WRITTEN).armed(WorkScenarios::putOne));
        all.add(at(Fault.PUT_LEDGER_WRITTEN)
                .making(Making.SMALL_LEDGER)
                .given(actor -> actor.put(3))
                .armed(actor -> actor.putAll(2))
                .handsOut("g0:1 g1:1 g2:1 v0:1"));
        for (Fault fault : List.of(Fault.PUT_APPENDED, Fault.PUT_NOTED, Fault.LOG_PUBLISHED, Fault.PUT_UNLOCKED)) {
            all.add(put(fault).handsOut("g0:1 v0:1 v1:1"));
            all.add(put(fault)
                    .armedAfter(WorkScenarios::putOne, Actor::putLarge)
                    .handsOut("g0:1 v0:1 v1L:1"));
        }
        all.add(at(Fault.PUT_APPENDED)
                .nth(2)
                .given(actor -> actor.put(1))
                .armed(actor -> actor.putAll(3))
                .handsOut("g0:1 v0:1 v1:1"));
        all.add(withResult(Fault.PUT_APPENDED).handsOut("g0:2 g1:1"));
    }

    private static Scenario put(Fault fault) {
        return at(fault).given(WorkScenarios::putOne).armedAfter(WorkScenarios::putOne, WorkScenarios::putOne);
    }

    private static void putOne(Actor actor) throws InterruptedException {
        actor.put(1);
    }

    private static void addLog(List<Scenario> all) {
        for (Fault fault : List.of(Fault.LOG_METADATA_MADE, Fault.LOG_SEGMENT_WRITTEN, Fault.LOG_SEGMENT_MADE)) {
            all.add(at(fault).armed(WorkScenarios::putOne));
            all.add(withResult(fault).handsOut("g0:2 g1:1"));
        }
        for (Fault fault : List.of(Fault.LOG_SEGMENT_WRITTEN, Fault.LOG_SEGMENT_MADE, Fault.LOG_ROLLED)) {
            all.add(rolled(fault, 2).handsOut("g0M:1 g1M:1"));
        }
        all.add(rolled(Fault.LOG_SPACE_RESERVED, 1).handsOut("g0M:1"));
        for (Fault fault : List.of(Fault.LARGE_WRITTEN, Fault.LARGE_PLACED)) {
            all.add(put(fault)
                    .armedAfter(WorkScenarios::putOne, Actor::putLarge)
                    .handsOut("g0:1 v0:1"));
            all.add(withResult(fault)
                    .armedHolding((actor, taken) -> taken.done(Report.of(Label.payload("outputL"))))
                    .handsOut("g0:2 g1:1"));
        }
    }

    /** Two payloads of medium size are more than a segment is to have. */
    private static Scenario rolled(Fault fault, int before) {
        return at(fault)
                .options(options -> options.withSegmentBytes(1 << 16))
                .given(actor -> actor.putMedium(before))
                .armedAfter(Actor::open, actor -> actor.putMedium(1));
    }

    private static void addFlush(List<Scenario> all) {
        for (Fault fault : List.of(Fault.FLUSH_LOG_FORCED, Fault.FLUSH_LOG_NOTED)) {
            all.add(put(fault).handsOut("g0:1 v0:1 v1:1"));
            all.add(withResult(fault).handsOut("g0:2 g1:1"));
        }
        for (Fault fault : List.of(Fault.FLUSH_STATES_FORCED, Fault.FLUSH_STATES_NOTED)) {
            all.add(done(fault).handsOut("g1:1"));
        }
        all.stream()
                .filter(scenario -> scenario.fault.name().startsWith("FLUSH"))
                .forEach(scenario -> scenario.options(options -> options.withDurability(Durability.MACHINE)));
        for (Fault fault : List.of(Fault.FLUSH_LOG_FORCED, Fault.FLUSH_LOG_NOTED)) {
            all.add(put(fault)
                    .options(options -> options.withDurability(Durability.MACHINE_50MS))
                    .armedAfter(Actor::open, actor -> {
                        actor.put(1);
                        actor.await();
                    })
                    .handsOut("g0:1 v0:1"));
        }
    }

    private static void addTake(List<Scenario> all) {
        all.add(take(Fault.TAKE_RESERVED).handsOut("g0:1 g1:1 g2:1"));
        for (Fault fault : List.of(Fault.TAKE_CLAIMED, Fault.TAKE_READ)) {
            all.add(take(fault).handsOut("g0:2 g1:1 g2:1"));
            all.add(take(fault).nth(2).handsOut("g0:2 g1:2 g2:1"));
        }
        for (Fault fault : List.of(Fault.TAKE_ALL_CLAIMED, Fault.TAKE_HANDED_OVER)) {
            all.add(take(fault).handsOut("g0:2 g1:2 g2:1"));
            all.add(take(fault).options(options -> options.withMaxSize(3)).handsOut("g0:2 g1:2 g2:1"));
        }
        for (Fault fault : List.of(Fault.TAKE_RETURNED_CLAIMED, Fault.TAKE_HINT_RAISED)) {
            all.add(at(fault)
                    .given(actor -> actor.put(4))
                    .armedAfter(actor -> actor.take(3).forEach(Delivery::release), actor -> actor.take(2))
                    .handsOut("g0:2 g1:2 g2:1 g3:1"));
        }
        all.add(at(Fault.CHILD_NOTED)
                .given(actor -> actor.put(2))
                .armed(actor -> actor.run(actor.take(1).get(0)))
                .handsOut("g0:2 g1:1"));
    }

    private static Scenario take(Fault fault) {
        return at(fault).given(actor -> actor.put(3)).armedAfter(Actor::open, actor -> actor.take(2));
    }

    private static void addDone(List<Scenario> all) {
        all.add(done(Fault.DONE_SETTLED).handsOut("g1:1"));
        all.add(done(Fault.DONE_SETTLED).given(actor -> actor.put(1)));
        for (Fault fault : List.of(Fault.LOG_PUBLISHED, Fault.RESULT_RECORDED)) {
            all.add(withResult(fault).handsOut("g0:2 g1:1"));
            all.add(rejected(fault).handsOut("g0:2 g1:1"));
            all.add(failed(fault).handsOut("g0:2 g1:1"));
        }
        for (Fault fault : List.of(Fault.FINISH_SETTLED, Fault.FINISH_JOINERS_WOKEN)) {
            all.add(withResult(fault).handsOut("g1:1").results(1));
            all.add(rejected(fault).handsOut("g1:1").dead(1).results(1));
        }
    }

    private static Scenario done(Fault fault) {
        return at(fault).given(actor -> actor.put(2)).armedHolding((actor, taken) -> actor.done(List.of(taken)));
    }

    private static Scenario withResult(Fault fault) {
        return done(fault).given(actor -> actor.put(2, ItemOptions.WITH_RESULT));
    }

    private static Scenario rejected(Fault fault) {
        return done(fault).armedHolding(Actor::reject);
    }

    private static Scenario failed(Fault fault) {
        return done(fault).armedHolding(Actor::fail);
    }

    private static void addFail(List<Scenario> all) {
        all.add(failed(Fault.FAIL_DELAYED)
                .options(options -> options.withRetryDelay(Duration.ofMillis(2)))
                .handsOut("g0:2 g1:1"));
        for (Fault fault : List.of(Fault.RETURN_SETTLED, Fault.RETURN_HINTED)) {
            all.add(failed(fault).handsOut("g0:2 g1:1"));
            all.add(released(fault).handsOut("g0:1 g1:1"));
        }
        all.add(at(Fault.RETURN_CANCELLED)
                .given(actor -> actor.put(2))
                .victim(actor -> {
                    var taken = actor.take(1);
                    actor.queue().shutdownNow();
                    actor.arm();
                    taken.get(0).release();
                })
                .shutDown()
                .cancelled(2));
    }

    private static Scenario released(Fault fault) {
        return done(fault).armedHolding((actor, taken) -> taken.release());
    }
}
