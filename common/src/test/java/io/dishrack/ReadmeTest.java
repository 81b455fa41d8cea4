package io.dishrack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** README's Java is this test's. */
@Timeout(60)
final class ReadmeTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @Test
    void theExampleRuns(@TempDir Path temp) throws Exception {
        Path folder = temp.resolve("queue");
        // README begins
        try (JoinableQueue<String> queue = Dishrack.open(folder, OpenOptions.DEFAULTS, Codec.UTF_8)) {
            queue.put("salad");

            Delivery<String> delivery = queue.take();
            System.out.println("Drying " + delivery.item() + " dish");
            delivery.done();

            queue.join();
        }
        // README ends
        try (QueueInspector inspector = Dishrack.inspect(folder)) {
            assertEquals(1, inspector.status().done());
        }
    }

    @Test
    void theExampleIsTheOneInReadme() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        assertEquals(trimmed(ownExample()), trimmed(readme.substring(start, readme.indexOf("```", start))));
    }

    @Test
    void everyFileThatReadmeNamesIsThere() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        List<String> scripts = readme.lines()
                .flatMap(line -> java.util.regex.Pattern.compile("scripts/([a-z.]+)")
                        .matcher(line)
                        .results())
                .map(match -> match.group(1))
                .distinct()
                .collect(Collectors.toList());
        assertTrue(scripts.contains("dishes"));
        for (String script : scripts) {
            assertTrue(Files.exists(ROOT.resolve("scripts").resolve(script)), script);
        }
    }

    private static String ownExample() throws Exception {
        String source = Files.readString(ROOT.resolve("common/src/test/java/io/dishrack/ReadmeTest.java"));
        int start = source.indexOf("// README begins\n") + "// README begins\n".length();
        return source.substring(start, source.indexOf("// README ends", start));
    }

    private static List<String> trimmed(String text) {
        return text.lines().map(String::trim).filter(line -> !line.isEmpty()).collect(Collectors.toList());
    }
}
