package io.dishrack.rack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code rack metrics} prints is OpenMetrics text. */
@Timeout(60)
final class MetricsCommandTest {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\n\"])*\"";
    private static final Pattern META = Pattern.compile("# (TYPE|UNIT|HELP) (" + NAME + ") (.+)");
    private static final Pattern SAMPLE = Pattern.compile(
            "(" + NAME + ")\\{(" + LABEL + "(?:," + LABEL + ")*)\\} (-?(?:\\d+(?:\\.\\d+)?|NaN|\\+Inf))");

    @TempDir
    Path folder;

    private final RackLab rack = new RackLab();
    private Path queue;

    @BeforeEach
    void fill() throws InterruptedException {
        queue = folder.resolve("a \"quoted\\ queue");
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, OpenOptions.DEFAULTS.withRole("dryer"))) {
            Texts.putAll(open, "first", "second", "third");
            Texts.next(open).done();
        }
    }

    /**
     * By the rules of the specification, version 1.0: a family's lines stand together, its type first and its samples
     * last, no family or sample twice, a counter's sample ends with _total, a name with its unit, EOF at the end.
     */
    private static Map<String, Double> parse(List<String> lines) {
        Map<String, Double> samples = new HashMap<>();
        Set<String> families = new HashSet<>();
        Map<String, String> types = new HashMap<>();
        String family = "";
        Set<String> told = new HashSet<>();
        for (String line : lines.subList(0, lines.size() - 1)) {
            Matcher meta = META.matcher(line);
            if (meta.matches()) {
                if (!meta.group(2).equals(family)) {
                    family = meta.group(2);
                    assertTrue(families.add(family), "twice: " + line);
                    told.clear();
                }
                assertTrue(told.add(meta.group(1)), "twice: " + line);
                if (meta.group(1).equals("TYPE")) {
                    assertTrue(Set.of("gauge", "counter").contains(meta.group(3)), line);
                    types.put(family, meta.group(3));
                } else if (meta.group(1).equals("UNIT")) {
                    assertTrue(family.endsWith("_" + meta.group(3)), line);
                }
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            assertTrue(sample.matches(), line);
            String suffix = types.get(family).equals("counter") ? "_total" : "";
            assertEquals(family + suffix, sample.group(1));
            String series = sample.group(1) + "{" + sample.group(2) + "}";
            assertEquals(null, samples.put(series, Double.valueOf(sample.group(3))), "twice: " + line);
        }
        assertEquals("# EOF", lines.get(lines.size() - 1));
        return samples;
    }

    private static double value(Map<String, Double> samples, String start, String... labels) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(start + "{"))
                .filter(sample -> List.of(labels).stream().allMatch(sample.getKey()::contains))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Test
    void theTextFollowsTheSpecificationAndTheCountsAreThere() {
        assertEquals(0, rack.run("metrics", queue));
        assertTrue(rack.out().endsWith("# EOF\n"));
        Map<String, Double> samples = parse(rack.rows());
        assertEquals(3, value(samples, "dishrack_put_items_total"));
        assertEquals(1, value(samples, "dishrack_done_items_total"));
        assertEquals(2, value(samples, "dishrack_items", "state=\"ready\""));
        assertEquals(2, value(samples, "dishrack_unfinished_items"));
        assertEquals(0, value(samples, "dishrack_processes", "role=\"dryer\"", "liveness=\"alive\""));
        assertTrue(value(samples, "dishrack_disk_bytes") > 1000);
        assertTrue(rack.out().contains("a \\\"quoted\\\\ queue\""), rack.out());
    }

    @Test
    void whoHasTheQueueOpenIsCounted() {
        try (JoinableQueue<byte[]> open = Dishrack.open(queue, OpenOptions.DEFAULTS.withRole("dryer"))) {
            assertEquals(2, open.unfinished());
            assertEquals(0, rack.run("metrics", queue));
        }
        assertEquals(1, value(parse(rack.rows()), "dishrack_processes", "role=\"dryer\"", "liveness=\"alive\""));
    }

    @Test
    void aFileIsReplacedWholeAndNothingElseIsLeft() throws Exception {
        Path file = folder.resolve("q.prom");
        Files.writeString(file, "old");
        assertEquals(0, rack.run("metrics", "--output", file, queue));
        assertEquals("", rack.out());
        assertEquals(3, value(parse(Files.readAllLines(file)), "dishrack_put_items_total"));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
        assertEquals(ExitCode.UNUSABLE, rack.run("metrics", "--output", folder.resolve("missing/q.prom"), queue));
        assertEquals(ExitCode.UNUSABLE, rack.run("metrics", folder.resolve("nowhere")));
        assertEquals("", rack.out());
    }
}
