package io.dishrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Durability;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class OptionValuesTest {

    @ParameterizedTest
    @CsvSource({"0,0", "500ms,500", "30s,30000", "1.5s,1500", "5m,300000", "2h,7200000", "1d,86400000", "0s,0"})
    void aDurationIsANumberAndItsUnit(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5x", "-5s", "s", "1 s", "1,5s", "5S", "1e3s"})
    void whatIsNoDurationIsNamedWithTheRightForm(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
        assertEquals(
                "not a duration: value=" + text + "; write a number and its unit, as in 500ms, 30s, 5m or 2h",
                e.getMessage());
    }

    @Test
    void aDurationBeyondTheClockIsRefused() {
        var e = assertThrows(IllegalArgumentException.class, () -> Durations.parse("999999999999999d"));
        assertTrue(e.getMessage().startsWith("duration too long: value=999999999999999d;"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0,0", "512,512", "64k,65536", "64K,65536", "64kb,65536", "10m,10485760", "1g,1073741824"})
    void aSizeIsANumberAndPerhapsAUnit(String text, long bytes) {
        assertEquals(bytes, Sizes.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "k", "-1", "1.5k", "1x", "999999999999999999999", "99999999999t"})
    void whatIsNoSizeIsNamed(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> Sizes.parse(text));
        assertTrue(e.getMessage().contains("value=" + text + ";"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1536,1.5 KiB", "1048576,1.0 MiB", "5368709120,5.0 GiB"})
    void aSizeIsShownShort(long bytes, String shown) {
        assertEquals(shown, Sizes.show(bytes));
    }

    @ParameterizedTest
    @CsvSource({"process,PROCESS", "machine,MACHINE", "machine/50ms,MACHINE_50MS"})
    void aDurabilityHasAName(String text, Durability durability) {
        assertEquals(durability, new DurabilityConverter().convert(text));
        assertEquals(text, durability.label());
    }

    @Test
    void anUnknownDurabilityIsNamedWithThoseThereAre() {
        var e = assertThrows(TypeConversionException.class, () -> new DurabilityConverter().convert("disk"));
        assertEquals("unknown durability: durability=disk; use process, machine or machine/50ms", e.getMessage());
    }

    @Test
    void aQueueIsAFolderOrAUri() throws Exception {
        var converter = new QueueAddress.Converter();
        assertEquals("file", converter.convert("some/queue").uri().getScheme());
        assertTrue(converter.convert("some/queue").folder().endsWith("some/queue"));
        assertEquals(
                "broker://host/q", converter.convert("broker://host/q").uri().toString());
        assertEquals("/tmp/q", converter.convert("file:/tmp/q").folder().toString());
    }

    @Test
    void aQueueWhoseNameIsLostInThisLocaleIsRefused() {
        var e = assertThrows(TypeConversionException.class, () -> new QueueAddress.Converter().convert("q\u00ff"));
        assertTrue(e.getMessage().startsWith("the queue's name can't be used in this locale: name="), e.getMessage());
        e = assertThrows(TypeConversionException.class, () -> new QueueAddress.FolderConverter().convert("q\u00ff"));
        assertTrue(e.getMessage().startsWith("the queue's name can't be used in this locale: name="), e.getMessage());
    }
}
