package io.dishrack.bench.others;

import io.dishrack.Durability;
import io.dishrack.bench.children.Crew;
import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.bench.lab.Measurement;
import io.dishrack.bench.peers.Protocol;
import io.dishrack.bench.report.Pairs;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Unit;
import java.util.ArrayList;
import java.util.List;

/** Other queues on the same work, one item at a time as their users do. */
public final class Others implements Measurement {

    private static final int SIZE = 100;
    private static final int[] DRYERS = {1, 2, 4};
    private static final int[] QUICK_DRYERS = {1};
    private static final int FLUSHED_DRYERS = 2;
    private static final List<Peer> PEERS = List.of(
            new Server(Protocol.BEANSTALKD, false),
            new Server(Protocol.REDIS_LIST, false),
            new Server(Protocol.REDIS_STREAM, false),
            new Artemis(false),
            new Artemis(true),
            new Sqlite());
    private static final List<Peer> FLUSHED =
            List.of(new Server(Protocol.BEANSTALKD, true), new Server(Protocol.REDIS_LIST, true));

    /** How many items: ours would be over before it is warm. */
    private record Volume(long theirs, long ours) {}

    @Override
    public void run(Lab lab, Section section) throws Exception {
        Volume plain = lab.quick() ? new Volume(500, 20_000) : new Volume(10_000, 300_000);
        Volume flushed = lab.quick() ? new Volume(100, 200) : new Volume(1_000, 4_000);
        section.note("put, take and done one by one, " + SIZE + " B an item: Dishrack as the value, with "
                        + plain.ours() + " items, the others as yardstick, with " + plain.theirs()
                        + "; d: dryer processes")
                .note("warm-up: a quarter as many items in the same processes; for Dishrack as many for each dryer")
                .note(
                        "Dishrack: durability process; flushed: durability machine, and the other flushes each change, with "
                                + flushed.ours() + " and " + flushed.theirs() + " items");
        List<String> failures = new ArrayList<>();
        List<Peer> plainPeers = present(lab, section, PEERS);
        List<Peer> flushedPeers = present(lab, section, lab.quick() ? List.of() : FLUSHED);
        for (int dryers : lab.quick() ? QUICK_DRYERS : DRYERS) {
            for (Peer peer : plainPeers) {
                Trial trial = new Trial(lab, peer, dryers, plain, Durability.PROCESS);
                trial.add(dryers + " d, " + peer.name(), section, failures);
            }
        }
        for (Peer peer : flushedPeers) {
            Trial trial = new Trial(lab, peer, FLUSHED_DRYERS, flushed, Durability.MACHINE);
            trial.add(FLUSHED_DRYERS + " d, " + peer.name(), section, failures);
        }
        if (!failures.isEmpty()) {
            throw new BenchException(String.join("; ", failures));
        }
    }

    private static List<Peer> present(Lab lab, Section section, List<Peer> peers) {
        List<Peer> present = new ArrayList<>();
        for (Peer peer : peers) {
            String reason = peer.missing(lab);
            if (reason == null) {
                section.note(peer.name() + ": " + peer.durability());
                present.add(peer);
            } else {
                section.note("without " + peer.name() + ": " + reason);
            }
        }
        return present;
    }

    /** One of the others against ours, in turns. */
    private record Trial(Lab lab, Peer peer, int dryers, Volume volume, Durability durability) {

        /** One that fails does not end the others. */
        void add(String name, Section section, List<String> failures) throws InterruptedException {
            Pairs pairs = new Pairs();
            try {
                for (int run = 1; run <= lab.runs(); run++) {
                    lab.progress("others, " + name + ", run " + run + " of " + lab.runs());
                    double theirs = peer.rate(lab, new Peer.Work(volume.theirs(), SIZE, dryers));
                    pairs.add(ours(), theirs);
                }
                section.add(pairs.line(name, Unit.PER_SECOND, null));
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                failures.add(name + ": " + e);
            }
        }

        private double ours() throws Exception {
            Load load = new Load(volume.ours(), SIZE, 1);
            try (Crew crew = new Crew(lab, dryers, durability, 1)) {
                Load quarter = new Load(volume.ours() / 4, SIZE, 1);
                return crew.live(durability == Durability.MACHINE ? quarter : load.warmUp(dryers), load);
            }
        }
    }
}
