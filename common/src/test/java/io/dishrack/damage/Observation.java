package io.dishrack.damage;

import io.dishrack.QueueStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a trial saw of a damaged queue; {@link Judge} makes a verdict of it. */
final class Observation {

    /** Something that was said. */
    record Saying(String step, String text) {
        @Override
        public String toString() {
            return step + ": " + text;
        }
    }

    /** An item that was handed out. */
    record HandOut(long number, boolean intact, boolean afterDone) {}

    /** Clear lines: errors of the library's family, exit 3 with a line. */
    final List<Saying> told = new ArrayList<>();
    /** Anything else that went wrong. */
    final List<Saying> wrong = new ArrayList<>();

    final List<HandOut> handOuts = new ArrayList<>();
    /** Items this trial acknowledged, and was told that it counts. */
    final Set<Long> done = new HashSet<>();
    /** Items this trial put. */
    final Set<Long> put = new HashSet<>();
    /** Numbers that a put returned though they were given before. */
    final List<Long> numberedTwice = new ArrayList<>();
    /** Lists by the step that made them. */
    final Map<String, Map<Long, Seen>> lists = new HashMap<>();
    /** Dead letters and their reasons, as the feed of results tells them. */
    final Map<Long, String> deadReasons = new HashMap<>();

    /** What join said, and what the queue counted as unfinished right after; null when there was no join. */
    Boolean joined;

    long unfinishedAtJoin;
    /** Whether it was damaged while it was in use. */
    boolean live;

    /** At the end, from a handle opened anew; null when it could not be. */
    QueueStatus last;
    /** Whether rack verify found nothing when it was asked first; null when it could not tell. */
    Boolean sound;

    void handedOut(long number, boolean intact) {
        handOuts.add(new HandOut(number, intact, done.contains(number)));
    }

    /** Whether whoever worked with the queue was told that something is the matter; not who only looked at it. */
    boolean toldInUse() {
        return told.stream().anyMatch(saying -> !saying.step().contains(" rack "));
    }

    /** Whether a step that looks at it told that something is the matter. */
    boolean toldBy(String step) {
        return told.stream().anyMatch(saying -> saying.step().equals(step));
    }
}
