package io.dishrack.soak;

import io.dishrack.ItemState;
import io.dishrack.testkit.Counts;

/** Whether the counts of a quiescent queue are exact, in themselves, against its items, and against what was said. */
final class CountCheck {

    private final Evidence evidence;
    private final Marks marks;

    CountCheck(Evidence evidence, Marks marks) {
        this.evidence = evidence;
        this.marks = marks;
    }

    /** For any moment at which nobody works; {@code when} is for people. */
    void check(String when, Found found) {
        marks.add(Marks.Count.LOOKS, 1);
        long acknowledged =
                evidence.puts().values().stream().mapToLong(Puts::acknowledged).sum();
        long attempted =
                evidence.puts().values().stream().mapToLong(Puts::attempted).sum();
        require(found.told().total() == found.put(), when, "put == done + dead + cancelled + unfinished", found);
        require(found.walked().equals(found.told()), when, "told == found", found);
        require(found.put() >= acknowledged, when, "put >= acknowledged=" + acknowledged, found);
        require(found.put() <= attempted, when, "put <= attempted=" + attempted, found);
        require(
                found.told(ItemState.DONE) >= evidence.applied(),
                when,
                "done >= acknowledged=" + evidence.applied(),
                found);
    }

    /** When join has returned and all processes have ended. */
    void checkFinished(String when, Found found, Counts again) {
        check(when, found);
        require(found.told().unfinished() == 0, when, "unfinished == 0", found);
        require(found.told().equals(again), when, "the same as after opening it: " + again.byState(), found);
    }

    private void require(boolean holds, String when, String what, Found found) {
        if (!holds) {
            marks.find(
                    Marks.Count.WRONG_COUNTS,
                    "does not hold: " + what + " when=" + when + " put=" + found.put() + " told="
                            + found.told().byState() + " found="
                            + found.walked().byState());
        }
    }
}
