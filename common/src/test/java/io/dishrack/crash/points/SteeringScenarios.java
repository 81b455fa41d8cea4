package io.dishrack.crash.points;

import static io.dishrack.crash.points.Scenario.at;

import io.dishrack.ItemOptions;
import io.dishrack.engine.host.Fault;
import java.time.Duration;
import java.util.List;

/** Priorities, delays, a limit, and cancelling. */
final class SteeringScenarios {

    /** Long enough to be met by a taker before it is over. */
    private static final Duration DELAY = Duration.ofSeconds(3);

    private SteeringScenarios() {}

    static void addTo(List<Scenario> all) {
        addUrgent(all);
        addDelayed(all);
        addLimit(all);
        addGate(all);
        addReapedLimit(all);
        addCancel(all);
        addCancelOfRunning(all);
        addReapedCancel(all);
    }

    private static void addUrgent(List<Scenario> all) {
        for (Fault fault : List.of(
                Fault.PUT_APPENDED,
                Fault.PUT_PRIORITY_SET,
                Fault.LOG_PUBLISHED,
                Fault.PUT_HINTING,
                Fault.PUT_UNLOCKED)) {
            all.add(at(fault)
                    .given(actor -> actor.put(1))
                    .victim(actor -> {
                        actor.put(1);
                        actor.arm();
                        actor.put(1, ItemOptions.NONE.withPriority(2));
                    })
                    .handsOut("g0:1 v0:1 v1:1"));
        }
        for (Fault fault : List.of(Fault.OFFER_FRONTIER_MOVED, Fault.TAKE_CLAIMED)) {
            all.add(at(fault)
                    .given(actor -> actor.put(3))
                    .victim(actor -> {
                        actor.put(1, ItemOptions.NONE.withPriority(1));
                        actor.arm();
                        actor.take(1);
                    })
                    .handsOut("g0:1 g1:1 g2:1 v0:" + (fault == Fault.TAKE_CLAIMED ? 2 : 1)));
        }
    }

    private static void addDelayed(List<Scenario> all) {
        all.add(at(Fault.FAIL_DELAYED)
                .victim(actor -> {
                    actor.open();
                    actor.arm();
                    long time = System.currentTimeMillis() + DELAY.toMillis();
                    actor.put(1, ItemOptions.NONE.withNotBeforeMillis(time));
                    actor.take(1);
                })
                .handsOut("v0:1"));
    }

    private static void addLimit(List<Scenario> all) {
        for (Fault fault :
                List.of(Fault.TAKE_PERMITTED, Fault.TAKE_LISTED, Fault.TAKE_CLAIMED, Fault.TAKE_ALL_CLAIMED)) {
            all.add(at(fault)
                    .given(actor -> actor.put(3))
                    .victim(SteeringScenarios::takeOneOfOne)
                    .handsOut("g0:2 g1:1 g2:1"));
        }
        all.add(at(Fault.PERMIT_MOVED)
                .given(actor -> actor.put(4))
                .victim(actor -> {
                    actor.queue().limit(3);
                    var taken = actor.take(3);
                    actor.done(List.of(taken.get(0)));
                    actor.arm();
                    actor.take(1);
                })
                .handsOut("g1:2 g2:2 g3:1"));
        all.add(at(Fault.PERMITS_RECOUNTED)
                .given(actor -> actor.put(3))
                .victim(actor -> {
                    actor.take(1);
                    actor.queue().limit(2);
                    actor.arm();
                    actor.take(1);
                })
                .handsOut("g0:2 g1:1 g2:1"));
    }

    private static void addGate(List<Scenario> all) {
        all.add(at(Fault.GATE_SET)
                .given(actor -> actor.put(2))
                .victim(actor -> {
                    actor.open();
                    actor.arm();
                    actor.queue().limit(1);
                })
                .handsOut("g0:1 g1:1"));
        all.add(at(Fault.GATE_SET)
                .given(actor -> actor.put(2))
                .victim(actor -> {
                    actor.queue().pause();
                    actor.arm();
                    actor.queue().resume();
                })
                .handsOut("g0:1 g1:1"));
    }

    private static void addReapedLimit(List<Scenario> all) {
        for (Fault fault : List.of(Fault.REAP_PERMITS_DOUBTED, Fault.REAP_ITEM_TAKEN)) {
            all.add(at(fault)
                    .given(actor -> actor.put(3))
                    .corpse(Fault.TAKE_PERMITTED, SteeringScenarios::takeOneOfOne)
                    .victim(actor -> {
                        actor.arm();
                        actor.open();
                        actor.await();
                    })
                    .handsOut("g0:2 g1:1 g2:1"));
        }
    }

    private static void takeOneOfOne(Actor actor) throws InterruptedException {
        actor.queue().limit(1);
        actor.arm();
        actor.take(1);
    }

    private static void addCancel(List<Scenario> all) {
        for (Fault fault : List.of(Fault.OFFER_FRONTIER_MOVED, Fault.CANCEL_SETTLED)) {
            boolean settled = fault == Fault.CANCEL_SETTLED;
            all.add(at(fault)
                    .given(actor -> actor.put(3))
                    .victim(actor -> {
                        actor.open();
                        actor.arm();
                        actor.queue().cancel(3);
                    })
                    .cancelled(settled ? 1 : 0)
                    .handsOut(settled ? "g0:1 g1:1" : "g0:1 g1:1 g2:1"));
        }
        for (Fault fault : List.of(Fault.CANCEL_FRONTIER_MOVED, Fault.CANCEL_SETTLED)) {
            boolean settled = fault == Fault.CANCEL_SETTLED;
            all.add(at(fault)
                    .given(actor -> actor.put(2))
                    .victim(actor -> {
                        actor.open();
                        actor.arm();
                        actor.queue().cancelWaiting();
                    })
                    .cancelled(settled ? 1 : 0)
                    .handsOut(settled ? "g1:1" : "g0:1 g1:1"));
        }
    }

    private static void addCancelOfRunning(List<Scenario> all) {
        all.add(ofRunning(Fault.CANCEL_ASKED)
                .victim(actor -> {
                    actor.take(1);
                    actor.arm();
                    actor.queue().cancel(1);
                })
                .results(1));
        all.add(ofRunning(Fault.RETURN_CANCELLED).victim(actor -> {
            var taken = actor.take(1);
            actor.queue().cancel(1);
            actor.arm();
            taken.get(0).release();
        }));
        for (Fault fault : List.of(Fault.RESULT_RECORDED, Fault.FINISH_SETTLED, Fault.FINISH_JOINERS_WOKEN)) {
            all.add(ofRunning(fault)
                    .victim(actor -> {
                        var taken = actor.take(1);
                        actor.queue().cancel(1);
                        actor.arm();
                        actor.fail(taken.get(0));
                    })
                    .results(1));
        }
    }

    private static void addReapedCancel(List<Scenario> all) {
        for (Fault fault : List.of(Fault.RETURN_CANCELLED, Fault.REAP_ITEM_TAKEN, Fault.REAP_RECORDED)) {
            all.add(ofRunning(fault)
                    .corpse(actor -> {
                        actor.take(1);
                        actor.queue().cancel(1);
                    })
                    .victim(actor -> {
                        actor.arm();
                        actor.open();
                        actor.await();
                    })
                    .results(fault == Fault.REAP_RECORDED ? 1 : 0));
        }
    }

    /** The first of two items runs and is to be cancelled. */
    private static Scenario ofRunning(Fault fault) {
        return at(fault).given(actor -> actor.put(2)).cancelled(1).handsOut("g1:1");
    }
}
