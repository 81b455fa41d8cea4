package io.dishrack.crash.points;

import static io.dishrack.crash.points.Scenario.at;

import io.dishrack.Delivery;
import io.dishrack.crash.points.Scenario.Making;
import io.dishrack.engine.host.Fault;
import io.dishrack.testkit.Await;
import java.nio.file.Files;
import java.util.List;

/** Segments of two items each and ledger files of four; one of the first is still needed when the others are done. */
final class ReclaimingScenarios {

    private static final int SEGMENT_BYTES = 1 << 16;

    private ReclaimingScenarios() {}

    static void addTo(List<Scenario> all) {
        for (Fault fault : List.of(
                Fault.RECLAIM_KEPT,
                Fault.RECLAIM_NOTED,
                Fault.RECLAIM_RAISED,
                Fault.RECLAIM_LARGE_DELETED,
                Fault.RECLAIM_SEGMENT_DELETED,
                Fault.RECLAIM_STATES_NOTED,
                Fault.RECLAIM_STATES_DELETED)) {
            all.add(reclaim(fault)
                    .victim(actor -> {
                        actor.open();
                        List<Delivery<byte[]>> taken = actor.take(12);
                        actor.arm();
                        actor.reject(taken.get(0));
                        actor.done(taken.subList(1, 12));
                        actor.await();
                    })
                    .handsOut("g12M:1 g13M:1")
                    .dead(1)
                    .results(1));
        }
        all.add(reclaim(Fault.RECLAIM_COMPACTED)
                .victim(actor -> {
                    actor.open();
                    List<Delivery<byte[]>> taken = actor.take(12);
                    actor.done(taken.subList(1, 12));
                    Await.until(
                            "it is copied", () -> Files.exists(actor.folder().resolve("items/kept/1")));
                    actor.putMedium(4);
                    actor.arm();
                    actor.done(taken.subList(0, 1));
                    actor.await();
                })
                .handsOut("g12M:1 g13M:1 v0M:1 v1M:1 v2M:1 v3M:1"));
        addPurge(all);
    }

    private static void addPurge(List<Scenario> all) {
        for (Fault fault : List.of(Fault.PURGE_ROLLED, Fault.LOG_ROLLED, Fault.RECLAIM_RAISED)) {
            all.add(at(fault)
                    .making(Making.SMALL_LEDGER)
                    .given(actor -> actor.put(10))
                    .victim(actor -> {
                        actor.open();
                        List<Delivery<byte[]>> taken = actor.take(9);
                        actor.reject(taken.get(0));
                        actor.done(taken.subList(1, 9));
                        actor.arm();
                        actor.queue().purge(false, true);
                    })
                    .late()
                    .handsOut("g9:1")
                    .dead(1)
                    .results(1));
        }
    }

    private static Scenario reclaim(Fault fault) {
        return at(fault)
                .making(Making.SMALL_LEDGER)
                .options(options -> options.withSegmentBytes(SEGMENT_BYTES).withHistoryBytes(0))
                .given(actor -> actor.putMedium(14))
                .late();
    }
}
