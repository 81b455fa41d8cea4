package io.dishrack.crash.points;

import static io.dishrack.crash.points.Scenario.at;

import io.dishrack.ItemOptions;
import io.dishrack.JoinableQueue;
import io.dishrack.Origin;
import io.dishrack.QueueClosedException;
import io.dishrack.Report;
import io.dishrack.engine.host.Fault;
import java.util.List;

/** Items put with an origin, and items that end by one of the next queue. */
final class OriginScenarios {

    private OriginScenarios() {}

    static void addTo(List<Scenario> all) {
        for (Fault fault : List.of(Fault.ORIGIN_FOLDER_MADE, Fault.ORIGIN_FILE_WRITTEN)) {
            all.add(put(fault).handsOut("g0:1"));
        }
        all.add(put(Fault.ORIGIN_NOTED).handsOut("g0:1 v0:1"));
        all.add(at(Fault.ORIGIN_FORGET_NOTED)
                .given(actor -> actor.put(1))
                .victim(actor -> {
                    actor.put(1, ItemOptions.NONE.withOrigin(Origin.of("source", 1)));
                    actor.arm();
                    actor.queue().forget("source", 1 << 20);
                })
                .handsOut("g0:1 v0:1"));
        for (Fault fault : List.of(Fault.PASS_BEGUN, Fault.PASS_PUT)) {
            // With one attempt a death is no dead letter either.
            all.add(pass(fault).options(options -> options.withMaxAttempts(1)).handsOut("g0:1 g1:1"));
        }
        all.add(pass(Fault.PASS_TAKEN_BACK)
                .victim(actor -> {
                    var taken = actor.take(1);
                    JoinableQueue<byte[]> next = actor.openNext();
                    next.shutdown();
                    actor.arm();
                    try {
                        taken.get(0).doneInto(next, Label.payload("n0"), ItemOptions.NONE, Report.NONE);
                    } catch (QueueClosedException e) {
                        throw new AssertionError("not stopped before", e);
                    }
                })
                .handsOut("g0:2 g1:1"));
    }

    private static Scenario put(Fault fault) {
        return at(fault).given(actor -> actor.put(1)).victim(actor -> {
            actor.open();
            actor.arm();
            actor.put(1, ItemOptions.NONE.withOrigin(Origin.of("source", 1)));
        });
    }

    private static Scenario pass(Fault fault) {
        return at(fault).given(actor -> actor.put(2)).victim(actor -> {
            var taken = actor.take(1);
            JoinableQueue<byte[]> next = actor.openNext();
            actor.arm();
            taken.get(0).doneInto(next, Label.payload("n0"), ItemOptions.NONE, Report.NONE);
        });
    }
}
