package io.dishrack.call;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static String text(Object value) {
        return new String(Json.CODEC.encode(value), StandardCharsets.UTF_8);
    }

    private static Object again(Object value) {
        return Json.CODEC.decode(Json.CODEC.encode(value));
    }

    @Test
    void valuesComeBackAsTheyWere() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", Arrays.asList(1, Long.MAX_VALUE, 0.5, true, null, "text \" \u00fc"));
        map.put("a", Map.of());
        map.put("big", new BigInteger("123456789012345678901234567890"));
        assertEquals(map, again(map));
        assertEquals(null, again(null));
        assertEquals("x", again("x"));
    }

    @Test
    void arraysAndNarrowNumbersAreWrittenToo() {
        assertEquals("[1,2,1.5,0.25]", text(new Object[] {(short) 1, (byte) 2, 1.5f, new BigDecimal("0.25")}));
    }

    @Test
    void whatHasNoJsonIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Json.CODEC.encode(new StringBuilder[] {null}.getClass()));
        assertThrows(IllegalArgumentException.class, () -> Json.CODEC.encode(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Json.CODEC.encode(Map.of(1, "x")));
        assertThrows(IllegalArgumentException.class, () -> Json.CODEC.encode(List.of(new Object())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "1 2", "nul", "{\"a\":}", "\u0000"})
    void whatIsNoJsonIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Json.CODEC.decode(bytes(text)));
    }

    @Test
    void textThatIsNestedWithoutEndIsRefused() {
        String deep = "[".repeat(100_000);
        assertThrows(IllegalArgumentException.class, () -> Json.CODEC.decode(bytes(deep)));
    }
}
