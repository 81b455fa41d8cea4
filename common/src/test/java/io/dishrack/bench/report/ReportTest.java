package io.dishrack.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people and programs read. */
@Timeout(30)
final class ReportTest {

    private static final Map<String, String> MACHINE = Map.of("cores", "2");

    /** Programs read these: a field may come, none may go or change without a new schema number. */
    private static final String FIELDS = """
            items
            machine
            machine.cores
            quick
            runs
            schema
            sections
            sections.failed
            sections.lines
            sections.lines.name
            sections.lines.ratio
            sections.lines.ratio.max
            sections.lines.ratio.median
            sections.lines.ratio.min
            sections.lines.ratio.runs
            sections.lines.target
            sections.lines.target.atLeast
            sections.lines.target.atMost
            sections.lines.target.id
            sections.lines.target.of
            sections.lines.target.reached
            sections.lines.unit
            sections.lines.value
            sections.lines.value.max
            sections.lines.value.median
            sections.lines.value.min
            sections.lines.value.runs
            sections.lines.yardstick
            sections.lines.yardstick.max
            sections.lines.yardstick.median
            sections.lines.yardstick.min
            sections.lines.yardstick.runs
            sections.name
            sections.notes
            targets
            targets.by
            targets.id
            targets.lines
            targets.reached
            targets.what
            """;

    private static Section section() {
        Section section = new Section("live");
        section.note("a note that is longer than the width of a terminal and so has to go on in the line below it");
        Pairs pairs = new Pairs();
        pairs.add(3_200_000, 3_300_000);
        pairs.add(2_200_000, 3_300_000);
        section.add(pairs.line("1 dryer", Unit.PER_SECOND, Target.ratioAtLeast("T1", 1)));
        section.add(Line.of("a name that does not fit into its column", Unit.MILLISECONDS, List.of(30.0), null));
        section.add(Line.of("kill", Unit.MILLISECONDS, List.of(30.0, 40.0), Target.atMost("T12", 250)));
        return section;
    }

    private static List<Summary> targets(Section section) {
        return List.of(
                new Summary.Row("T1", "live", "live").of(List.of(section)),
                new Summary.Row("T12", "kills", "kill").of(List.of(section)),
                new Summary.Row("T13", "many kills", "scripts/soak --kills 1000").of(List.of(section)));
    }

    @Test
    void theTableHasOneFigureALine() {
        assertEquals("""

                live
                  a note that is longer than the width of a terminal and so has to go on in the
                    line below it
                                                   value     yard ratio   min-max aim
                  1 dryer                       2.70 M/s 3.30 M/s  0.82 0.67-0.97 T1 >= 1 NO
                  a name that does not fit into its column
                                                 30.0 ms
                  kill                           35.0 ms                30.0-40.0 T12 <= 250 yes
                """, new Table(true).section(section()));
    }

    @Test
    void theSummaryNamesWhatMeasuresEachTarget() {
        assertEquals("""

                targets
                  T1   live                                          NO, 0 of 1 (live)
                  T12  kills                                         yes (kill)
                  T13  many kills                                    scripts/soak --kills 1000
                """, new Table(true).summary(targets(section())));
    }

    @Test
    void aQuickRunJudgesNothing() throws IOException {
        Table table = new Table(false);
        String text = table.section(section()) + table.summary(targets(section())) + json(true, section());
        assertFalse(text.contains("yes"), text);
        assertFalse(text.contains("NO"), text);
        assertFalse(text.contains("reached"), text);
        assertTrue(table.machine(MACHINE).contains("not to be judged"));
    }

    @Test
    void noLineIsWiderThanATerminal() {
        Section section = section();
        Pairs wide = new Pairs();
        wide.add(9_999, 99_900);
        wide.add(9_998, 1);
        section.add(wide.line("x".repeat(29), Unit.PER_SECOND, Target.ratioAtLeast("T8", 100_000)));
        section.add(wide.line("x".repeat(60), Unit.MICROSECONDS, Target.atMost("T12", 250)));
        Table table = new Table(true);
        (table.section(section) + table.summary(targets(section)) + table.machine(Map.of("cpu", "word ".repeat(40))))
                .lines()
                .forEach(line -> assertTrue(line.length() <= Table.WIDTH, line));
    }

    @Test
    void theFieldsOfTheJsonAreThoseOfSchemaOne() throws IOException {
        Section failed = section();
        failed.fail("a child died");
        assertEquals(1, JsonReport.SCHEMA);
        assertEquals(FIELDS.lines().toList(), fields(json(false, failed)));
    }

    @Test
    void aFailedSectionKeepsWhatItHadFound() throws IOException {
        Section failed = section();
        failed.fail("a child died");
        assertEquals(3, failed.lines().size());
        assertTrue(new Table(true).section(failed).contains("failed: a child died"));
        assertTrue(json(false, failed).contains("\"failed\" : \"a child died\""));
    }

    private static String json(boolean quick, Section section) throws IOException {
        return new JsonReport(new Outcome(MACHINE, quick, 2, 100, List.of(section), targets(section))).text();
    }

    /** The paths of all fields, each once. */
    private static List<String> fields(String json) throws IOException {
        Set<String> fields = new TreeSet<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            addFields(parser, "", fields);
        }
        return List.copyOf(fields);
    }

    private static void addFields(JsonParser parser, String path, Set<String> fields) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                addFields(parser, path, fields);
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String field = path + parser.currentName();
                fields.add(field);
                parser.nextToken();
                addFields(parser, field + ".", fields);
            }
        }
    }
}
