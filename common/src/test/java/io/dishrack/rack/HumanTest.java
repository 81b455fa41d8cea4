package io.dishrack.rack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"0|0", "999|999", "1000|1,000", "1234567|1,234,567", "-1000|-1,000", "-100|-100"})
    void countsHaveACommaForEachThousand(long number, String shown) {
        assertEquals(shown, Human.count(number));
    }

    @ParameterizedTest
    @CsvSource({
        "-5,0 s",
        "59999,59 s",
        "60000,1 min 0 s",
        "3599000,59 min 59 s",
        "3660000,1 h 1 min",
        "90000000,1 d 1 h"
    })
    void agesHaveTheirTwoLargestUnits(long millis, String shown) {
        assertEquals(shown, Human.age(millis));
    }

    @Test
    void whatIsNotPrintableIsEscaped() {
        assertEquals("a b\\n\\t\\r\\\\\\x00\\x1b[31m", Human.escaped("a b\n\t\r\\\0\u001b[31m".getBytes(UTF_8), 80));
        assertEquals("\\xff\\xfe", Human.escaped("\u00ff\u00fe".getBytes(ISO_8859_1), 80));
        assertEquals("caf\u00e9 \u4f60", Human.escaped("caf\u00e9 \u4f60".getBytes(UTF_8), 80));
        assertEquals("\\x9b\\u{202e}\\u{e000}", Human.escaped("\u009b\u202e\ue000".getBytes(UTF_8), 80));
    }

    @Test
    void whatDoesNotFitIsCut() {
        assertEquals("12345", Human.escaped("12345".getBytes(UTF_8), 5));
        assertEquals("12...", Human.escaped("123456".getBytes(UTF_8), 5));
        assertEquals("\\n...", Human.escaped("\n\n\n".getBytes(UTF_8), 5));
        assertEquals("\u4f60...", Human.escaped("\u4f60\u597d\u4f60".getBytes(UTF_8), 5));
        assertEquals("xx...", Human.escaped("x".repeat(1_000_000).getBytes(UTF_8), 5));
        assertEquals("\u00e9\u00e9...", Human.escaped("\u00e9".repeat(1_000).getBytes(UTF_8), 5));
    }
}
