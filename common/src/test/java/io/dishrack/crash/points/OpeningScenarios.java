package io.dishrack.crash.points;

import static io.dishrack.crash.points.Scenario.at;

import io.dishrack.crash.points.Scenario.Making;
import io.dishrack.engine.host.Fault;
import java.util.List;

/** Queues made, rebuilt, opened, shut down, reopened and closed. */
final class OpeningScenarios {

    private OpeningScenarios() {}

    static void addTo(List<Scenario> all) {
        addMaking(all);
        addOpening(all);
        addShutdown(all);
        addShutdownNow(all);
        addClosing(all);
    }

    private static void addMaking(List<Scenario> all) {
        for (Fault fault : List.of(
                Fault.MAKE_FOLDER_MADE,
                Fault.MAKE_LOCKED,
                Fault.MAKE_PARTS_MADE,
                Fault.MAKE_CONTROL_MADE,
                Fault.MAKE_PROPERTIES_WRITTEN,
                Fault.MAKE_FINISHED)) {
            all.add(at(fault).making(Making.MISSING).late().armed(Actor::open));
        }
        for (Fault fault : List.of(
                Fault.REBUILD_FILE_REPLACED,
                Fault.REBUILD_LEDGER_DONE,
                Fault.REBUILD_CONTROL_WRITTEN,
                Fault.REBUILD_CONTROL_PLACED)) {
            all.add(at(fault)
                    .making(Making.SMALL_LEDGER)
                    .given(actor -> {
                        actor.put(6);
                        actor.done(actor.take(1));
                    })
                    .corpse(actor -> actor.take(2))
                    .booted()
                    .armed(Actor::open)
                    .handsOut("g1:2 g2:2 g3:1 g4:1 g5:1"));
        }
    }

    private static void addOpening(List<Scenario> all) {
        for (Fault fault :
                List.of(Fault.CONTROL_MAPPED, Fault.SLOT_CLAIMED, Fault.SLOT_FILLED, Fault.SLOT_REGISTERED)) {
            all.add(at(fault).given(actor -> actor.put(2)).armed(Actor::open).handsOut("g0:1 g1:1"));
        }
        for (Fault fault : List.of(Fault.SLOT_CLEANED, Fault.SLOT_FREED)) {
            all.add(at(fault).making(Making.NO_SLOT_CLEAN).late().armed(Actor::open));
        }
    }

    private static void addShutdown(List<Scenario> all) {
        for (Fault fault : List.of(Fault.SHUTDOWN_MARKED, Fault.SHUTDOWN_UNLOCKED)) {
            all.add(at(fault)
                    .given(actor -> actor.put(2))
                    .armedAfter(Actor::open, actor -> actor.queue().shutdown())
                    .shutDown()
                    .handsOut("g0:1 g1:1"));
            // What the dead one holds comes back to those who would else have been told that there is nothing more.
            all.add(at(fault)
                    .given(actor -> actor.put(2))
                    .armedHolding((actor, taken) -> actor.queue().shutdown())
                    .shutDown()
                    .handsOut("g0:2 g1:1"));
        }
    }

    private static void addShutdownNow(List<Scenario> all) {
        for (Fault fault : List.of(
                Fault.SHUTDOWN_MARKED,
                Fault.SHUTDOWN_UNLOCKED,
                Fault.CANCEL_FRONTIER_MOVED,
                Fault.CANCEL_ONE,
                Fault.CANCEL_ALL)) {
            all.add(at(fault)
                    .given(actor -> actor.put(4))
                    .armedHolding((actor, taken) -> actor.queue().shutdownNow())
                    .shutDown()
                    .cancelled(4));
        }
        for (Fault fault : List.of(Fault.REOPEN_CANCELLED, Fault.REOPEN_MARKED)) {
            Scenario scenario = at(fault)
                    .given(actor -> actor.put(2))
                    .armedAfter(actor -> actor.queue().shutdownNow(), actor -> actor.queue()
                            .reopen())
                    .cancelled(2);
            all.add(fault == Fault.REOPEN_MARKED ? scenario : scenario.shutDown());
        }
    }

    private static void addClosing(List<Scenario> all) {
        for (Fault fault : List.of(
                Fault.CLOSE_TAKER_CLOSED,
                Fault.CLOSE_RELEASED,
                Fault.CLOSE_KEEPER_STOPPED,
                Fault.CLOSE_FLUSHED,
                Fault.CLOSE_ITEM_WRITER_CLOSED,
                Fault.CLOSE_RESULT_WRITER_CLOSED,
                Fault.CLOSE_SLOT_FREED,
                Fault.CLOSE_LEFT)) {
            all.add(at(fault)
                    .given(actor -> actor.put(2))
                    .armedAfter(
                            actor -> {
                                actor.put(1);
                                actor.take(1);
                            },
                            Actor::close)
                    .handsOut(fault == Fault.CLOSE_TAKER_CLOSED ? "g0:2 g1:1 v0:1" : "g0:1 g1:1 v0:1"));
        }
    }
}
