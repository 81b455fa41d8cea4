package io.dishrack.dryer.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgvTemplateTest {

    private static List<String> argv(ArgvTemplate template, String item) {
        return template.argv(item.getBytes(StandardCharsets.ISO_8859_1), 7);
    }

    @Test
    void theItemIsTheLastArgumentWhenItIsNowhereElse() {
        assertEquals(List.of("gzip", "-9", "a b"), argv(ArgvTemplate.command(List.of("gzip", "-9"), true), "a b"));
        assertEquals(List.of("n", "7", "x"), argv(ArgvTemplate.command(List.of("n", "{#}"), true), "x"));
    }

    @Test
    void theItemReplacesItsPlacesAlsoInsideArguments() {
        ArgvTemplate template = ArgvTemplate.command(List.of("cp", "{}", "out/{#}-{}.bak", "{}{}"), true);
        assertEquals(List.of("cp", "f", "out/7-f.bak", "ff"), argv(template, "f"));
    }

    @Test
    void placesInsideTheItemAreLeftAlone() {
        assertEquals(List.of("echo", "{}{#}"), argv(ArgvTemplate.command(List.of("echo", "{}"), true), "{}{#}"));
    }

    @Test
    void theItemIsNoArgumentWhenItGoesToStandardInput() {
        ArgvTemplate template = ArgvTemplate.command(List.of("sha256sum"), false);
        assertEquals(List.of("sha256sum"), argv(template, "x"));
        assertFalse(template.namesItem());
        assertEquals(List.of("tee", "x"), argv(ArgvTemplate.command(List.of("tee", "{}"), false), "x"));
    }

    @Test
    void shellTextIsNeverFilledIn() {
        assertEquals(
                List.of("/bin/sh", "-c", "echo {} {#} \"$1\"", "sh", "; rm x"),
                argv(ArgvTemplate.shell("echo {} {#} \"$1\"", true), "; rm x"));
    }

    @Test
    void aProgramThatDependsOnTheItemIsKnownToDoSo() {
        assertTrue(ArgvTemplate.command(List.of("{}"), true).programNamesItem());
        assertFalse(ArgvTemplate.command(List.of("echo", "{}"), true).programNamesItem());
        assertFalse(ArgvTemplate.shell("{}", true).programNamesItem());
    }
}
