package io.dishrack.engine;

import io.dishrack.HistoryEntry;
import io.dishrack.HistoryEntry.Kind;
import io.dishrack.ItemState;
import io.dishrack.QueueUnusableException;
import io.dishrack.Result;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.log.LogWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Finds what befell an item, in the result log. Changes nothing. For one item, once.
 *
 * <p>A hand-out ends once, but several may have recorded how: a taker writes before its CAS, which may be too late; a
 * reaper that gives an item back writes after it. So the records of one hand-out, which bear the same claim word, are
 * told apart: that it was lost did happen; of the others the one whose final word the ledger has, or had until a
 * redrive, did.
 */
final class Histories {

    private final List<ResultCodec.Recorded> found = new ArrayList<>();
    private final Set<Long> lost = new HashSet<>();
    private final Set<Long> counted = new HashSet<>();
    private final Map<Long, Long> finalByClaim = new HashMap<>();

    private Histories() {}

    /** Everything about an item that can be read, oldest first; {@code word} is its state. */
    static List<HistoryEntry> of(long number, long word, LogReader results, LogWords words) {
        Histories histories = new Histories();
        histories.counted.add(word);
        LongStream.concat(results.kept(), LongStream.rangeClosed(words.firstKept(), words.publishedVolatile()))
                .forEach(at -> {
                    ResultCodec.Recorded recorded = read(results, at);
                    if (recorded != null && recorded.result().number() == number) {
                        histories.note(recorded);
                    }
                });
        return histories.entries();
    }

    /** Null when it is damaged: the others are told all the same. */
    private static ResultCodec.Recorded read(LogReader results, long at) {
        try {
            results.read(at);
            return ResultCodec.decode(results.payload());
        } catch (QueueUnusableException damaged) {
            return null;
        }
    }

    private void note(ResultCodec.Recorded recorded) {
        found.add(recorded);
        if (isRedrive(recorded.result())) {
            counted.add(recorded.claimWord());
        } else if (isLoss(recorded.result())) {
            lost.add(recorded.claimWord());
        }
    }

    private List<HistoryEntry> entries() {
        for (ResultCodec.Recorded recorded : found) {
            if (counted.contains(recorded.finalWord()) && !isRedrive(recorded.result())) {
                finalByClaim.put(recorded.claimWord(), recorded.finalWord());
            }
        }
        // A loss may have been recorded later than it befell.
        return found.stream()
                .sorted(Comparator.comparingLong(recorded -> recorded.result().endedMillis()))
                .map(recorded -> new HistoryEntry(recorded.result(), kind(recorded)))
                .toList();
    }

    private static boolean isRedrive(Result result) {
        return result.attempt() == 0;
    }

    private static boolean isLoss(Result result) {
        return result.state() == ItemState.READY && !isRedrive(result);
    }

    private Kind kind(ResultCodec.Recorded recorded) {
        Result result = recorded.result();
        if (isRedrive(result)) {
            return result.state() == ItemState.DEAD ? Kind.REPAIRED : Kind.REDRIVEN;
        }
        if (isLoss(result)) {
            return Kind.LOST;
        }
        long claim = recorded.claimWord();
        long ended = finalByClaim.getOrDefault(claim, recorded.finalWord());
        if (lost.contains(claim) || ended != recorded.finalWord()) {
            return Kind.REFUSED;
        }
        return switch (result.state()) {
            case DONE -> counted.contains(recorded.finalWord()) ? Kind.DONE : Kind.REFUSED;
            case DEAD -> Kind.DEAD;
            case CANCELLED -> counted.contains(recorded.finalWord()) ? Kind.CANCELLED : Kind.REFUSED;
            default -> Kind.FAILED;
        };
    }
}
