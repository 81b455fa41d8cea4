package io.dishrack.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.report.Line;
import io.dishrack.bench.report.Section;
import io.dishrack.bench.report.Summary;
import io.dishrack.bench.report.Table;
import io.dishrack.bench.report.Target;
import io.dishrack.bench.report.Unit;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Stdio;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command, with sections that take no time. */
@Timeout(60)
final class BenchCommandTest {

    private static final List<Catalog.Entry> SECTIONS = List.of(
            new Catalog.Entry("first", 1, "", (lab, section) -> {
                add(section, 1.0);
                throw new BenchException("wrong count: put=2 done=1");
            }),
            new Catalog.Entry("second", 1, "", (lab, section) -> add(section, 2.0)));

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static void add(Section section, double value) {
        section.add(Line.of("figure", Unit.COUNT, List.of(value), Target.atMost("T5", 1)));
    }

    private int run(List<Catalog.Entry> sections, String... arguments) {
        Stdio stdio = Stdio.of(
                "bench",
                new ByteArrayInputStream(new byte[0]),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        String[] all = Stream.concat(Stream.of("--dir", folder.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return CommandRunner.run(stdio, new BenchMain(stdio, sections), all);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSectionThatFailsIsToldAndDoesNotEndTheOthers() {
        assertEquals(ExitCode.FAILED_ITEMS, run(SECTIONS));
        assertTrue(out().contains("failed: wrong count: put=2 done=1"), out());
        assertTrue(out().contains("\nsecond\n"), out());
        assertTrue(out().contains("NO, 1 of 2"), out());
        assertTrue(err().contains("bench: measurement failed: name=first"), err());
    }

    @Test
    void onlyWhatIsAskedForIsMeasured() {
        assertEquals(ExitCode.OK, run(SECTIONS, "--only", "second"));
        assertFalse(out().contains("first"), out());
    }

    @Test
    void aPoorFigureFailsNothing() {
        assertEquals(ExitCode.OK, run(SECTIONS, "--only=second"));
        assertTrue(out().contains("T5 <= 1 NO"), out());
    }

    @Test
    void anUnknownSectionIsAMistakeOfTheUser() {
        assertEquals(ExitCode.USAGE, run(SECTIONS, "--only", "third"));
        assertTrue(err().contains("unknown measurement: name=third; use first, second"), err());
    }

    @Test
    void fewerThanOneRunIsAMistakeOfTheUser() {
        assertEquals(ExitCode.USAGE, run(SECTIONS, "--runs", "0"));
    }

    @Test
    void withJsonStandardOutputIsOneDocument() {
        run(SECTIONS, "--json");
        assertTrue(out().startsWith("{"), out());
        assertTrue(out().endsWith("}\n"), out());
    }

    @Test
    void nothingIsLeftBehind() throws IOException {
        run(SECTIONS);
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void theListAndTheHelpFitATerminal() {
        assertEquals(ExitCode.OK, run(Catalog.SECTIONS, "--list"));
        assertEquals(ExitCode.OK, run(Catalog.SECTIONS, "--help"));
        out().lines().forEach(line -> assertTrue(line.length() <= Table.WIDTH, line));
    }

    @Test
    void everyTargetIsMeasuredByASectionOrByACommandOfItsOwn() {
        assertEquals(
                IntStream.rangeClosed(1, 15).mapToObj(number -> "T" + number).toList(),
                Catalog.TARGETS.stream().map(Summary.Row::id).toList());
        Set<String> names = Catalog.SECTIONS.stream().map(Catalog.Entry::name).collect(Collectors.toSet());
        for (Summary.Row row : Catalog.TARGETS) {
            assertTrue(names.contains(row.by()) || row.by().startsWith("scripts/"), row.by());
        }
    }
}
