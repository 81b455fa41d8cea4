package io.dishrack.bench.report;

import java.util.List;
import java.util.Map;

/**
 * All that one run of the benchmark found.
 *
 * @param machine facts about the machine, in order
 * @param quick whether only that it works was to be seen
 * @param runs of each figure
 * @param items of 100 bytes in a run
 * @param sections the figures
 * @param targets which of them are reached
 */
public record Outcome(
        Map<String, String> machine,
        boolean quick,
        int runs,
        long items,
        List<Section> sections,
        List<Summary> targets) {}
