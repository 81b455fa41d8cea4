package io.dishrack.bench.report;

import java.util.List;

/**
 * What became of one target.
 *
 * @param id its name
 * @param what it asks for, in a few words
 * @param by the section that measures it, or the command that does
 * @param lines figures that were measured for it
 * @param reached how many of them reach it
 */
public record Summary(String id, String what, String by, int lines, int reached) {

    /** A target as it stands in the list. */
    public record Row(String id, String what, String by) {

        /** Counts the figures that were measured for it. */
        public Summary of(List<Section> sections) {
            List<Line> lines = sections.stream()
                    .flatMap(section -> section.lines().stream())
                    .filter(line -> line.target() != null && line.target().id().equals(id))
                    .toList();
            int reached = (int) lines.stream().filter(Line::reachesTarget).count();
            return new Summary(id, what, by, lines.size(), reached);
        }
    }

    public boolean isReached() {
        return lines > 0 && reached == lines;
    }
}
