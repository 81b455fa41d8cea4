package io.dishrack.bench.others;

import io.dishrack.bench.children.Child;
import io.dishrack.bench.lab.BenchException;
import java.util.List;

/** A washer and dryers of another queue, connected already, at work. */
final class Rounds {

    private Rounds() {}

    /** Items a second. */
    static double rate(Child washer, List<Child> dryers, Peer.Work work) throws InterruptedException {
        run(washer, dryers, work.warmUp());
        return work.items() * 1e9 / run(washer, dryers, work);
    }

    private static long run(Child washer, List<Child> dryers, Peer.Work work) throws InterruptedException {
        for (Child dryer : dryers) {
            dryer.tell("dry");
            dryer.expect("drying");
        }
        washer.tell("put", work.items(), work.size(), dryers.size());
        long start = washer.expect("put")[0];
        long end = start;
        long items = 0;
        for (Child dryer : dryers) {
            long[] dried = dryer.expect("dried");
            items += dried[0];
            end = Math.max(end, dried[1]);
        }
        if (items != work.items()) {
            throw new BenchException("wrong count: put=" + work.items() + " done=" + items);
        }
        return end - start;
    }
}
