package io.dishrack.soak;

import io.dishrack.ItemState;
import io.dishrack.testkit.Counts;

/** Judges a round that is over: nobody works, nobody says anything any more. */
final class Verdict {

    private Verdict() {}

    /**
     * Adds to {@code marks} what is to be said.
     *
     * @param found what lies in the queue
     * @param again its counts after it was opened once more
     */
    static void judge(Evidence evidence, HandOutCheck.Rules rules, Found found, Counts again, Marks marks) {
        marks.addAll(evidence.seen());
        new PutCheck(evidence, marks).check(found.items());
        new HandOutCheck(evidence, rules, marks).check(found.items());
        new CountCheck(evidence, marks).checkFinished("all is over", found, again);
        new Redelivery(evidence, marks).measure();
        marks.add(Marks.Count.DONE, found.told(ItemState.DONE));
        marks.add(Marks.Count.DEAD, found.told(ItemState.DEAD));
    }
}
