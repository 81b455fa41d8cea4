package io.dishrack.washer.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items are written as Latin-1 here: a char for each byte. */
class ItemSourceTest {

    private static InputStream input(String latin1) {
        return new ByteArrayInputStream(latin1.getBytes(ISO_8859_1));
    }

    /** Gives at most so many bytes at a read, as a slow pipe does. */
    private static InputStream trickle(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(most, length));
            }
        };
    }

    private static List<String> all(ItemSource source) throws IOException {
        List<String> items = new ArrayList<>();
        Batch batch = new Batch();
        while (source.fill(batch)) {
            batch.items().forEach(item -> items.add(new String(item.payload(), ISO_8859_1)));
            batch = new Batch();
        }
        return items;
    }

    @Test
    void linesKeepEveryByteButTheirNewline() throws IOException {
        assertEquals(
                List.of("salad", " bread\r", "\u00ff\u00fe\0", "last"),
                all(Delimited.lines(input("salad\n bread\r\n\u00ff\u00fe\0\nlast"))));
    }

    @Test
    void emptyLinesAreSkipped() throws IOException {
        assertEquals(List.of("a", "b"), all(Delimited.lines(input("\n\na\n\nb\n\n"))));
    }

    @Test
    void emptyInputIsNoItemInAnyForm() throws IOException {
        assertEquals(List.of(), all(Delimited.lines(input(""))));
        assertEquals(List.of(), all(Delimited.by(new byte[1], input(""))));
        assertEquals(List.of(), all(new Whole(input(""))));
        assertEquals(List.of(), all(new JsonLines(input(""))));
        assertEquals(List.of(), all(new Arguments(List.of())));
    }

    @Test
    void nulDelimitedItemsMayBeEmptyAndHoldNewlines() throws IOException {
        assertEquals(List.of("a\nb", "", "c"), all(Delimited.by(new byte[1], input("a\nb\0\0c"))));
        assertEquals(List.of("a", ""), all(Delimited.by(new byte[1], input("a\0\0"))));
    }

    @Test
    void aDelimiterMayHaveSeveralBytes() throws IOException {
        byte[] delimiter = "--\n".getBytes(ISO_8859_1);
        assertEquals(List.of("a-", "-\n", "", "b--"), all(Delimited.by(delimiter, input("a---\n-\n--\n--\nb--"))));
    }

    @Test
    void wholeInputIsOneItem() throws IOException {
        assertEquals(List.of("a\nb\0\u00ff\n"), all(new Whole(input("a\nb\0\u00ff\n"))));
    }

    @Test
    void argumentsAreItemsEvenWhenEmpty() throws IOException {
        assertEquals(List.of("a", "", "-x"), all(new Arguments(List.of("a".getBytes(), new byte[0], "-x".getBytes()))));
    }

    @Test
    void aLineOfTenMegabytesArrivesByteForByte() throws IOException {
        byte[] line = new byte[10 << 20];
        new Random(7).nextBytes(line);
        for (int i = 0; i < line.length; i++) {
            line[i] = line[i] == '\n' ? 0 : line[i];
        }
        byte[] input = Arrays.copyOf(line, line.length + 3);
        input[line.length] = '\n';
        input[line.length + 1] = 'x';
        Records records = new Records(trickle(input, 100_000), new byte[] {'\n'});
        assertArrayEquals(line, records.next());
        assertArrayEquals(new byte[] {'x', 0}, records.next());
        assertEquals(null, records.next());
    }

    @Test
    void aRecordBeyondTheLimitIsRefusedAndNamed() throws IOException {
        Records records = new Records(input("ab\nabcdefghijklmnop"), new byte[] {'\n'}, 4, 16);
        assertArrayEquals("ab".getBytes(), records.next());
        var e = assertThrows(BadInputException.class, records::next);
        assertEquals(
                "item too large: item=2 limit=16 bytes; "
                        + "check the delimiter, or put the name of a file instead of its contents",
                e.getMessage());
        assertThrows(BadInputException.class, () -> new Whole(input("abcde"), 4).fill(new Batch()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void whereTheReadsAreCutMakesNoDifference(int most) throws IOException {
        Random random = new Random(most);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) "ab;;\n".charAt(random.nextInt(5));
            }
            String text = new String(bytes, ISO_8859_1);
            List<String> expected = new ArrayList<>(List.of(text.split(";;", -1)));
            if (expected.get(expected.size() - 1).isEmpty()) {
                expected.remove(expected.size() - 1);
            }
            Records records = new Records(trickle(bytes, most), new byte[] {';', ';'}, 2, 1000);
            List<String> found = new ArrayList<>();
            for (byte[] record = records.next(); record != null; record = records.next()) {
                found.add(new String(record, ISO_8859_1));
            }
            assertEquals(expected, found, text);
        }
    }

    @Test
    void aSlowProducersItemGoesOnWithoutWaitingForTheNext() throws IOException {
        InputStream slow = new InputStream() {
            private int reads;

            @Override
            public int read() {
                throw new AssertionError("one byte at a time");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (reads++ > 0) {
                    throw new AssertionError("waited for more");
                }
                byte[] now = "one\ntwo\nthr".getBytes(ISO_8859_1);
                System.arraycopy(now, 0, buffer, offset, now.length);
                return now.length;
            }
        };
        Batch batch = new Batch();
        assertTrue(Delimited.lines(slow).fill(batch));
        assertEquals(2, batch.items().size());
    }

    @Test
    void aBatchIsBoundedInItemsAndBytes() throws IOException {
        Batch many = new Batch();
        assertTrue(Delimited.lines(input("x\n".repeat(1000))).fill(many));
        assertEquals(Batch.MAX_ITEMS, many.items().size());
        Batch large = new Batch();
        byte[] half = new byte[600_000];
        assertTrue(new Arguments(List.of(half, half, half)).fill(large));
        assertEquals(2, large.items().size());
    }

    @Test
    void jsonLinesCarryItemAndKey() throws IOException {
        String text = "{\"item\":\"a\\nb\",\"key\":\"k\"}\n\n  \r\n{\"item\":\"\u00e9\"}\n";
        JsonLines source = new JsonLines(new ByteArrayInputStream(text.getBytes(UTF_8)));
        Batch batch = new Batch();
        assertTrue(source.fill(batch));
        assertFalse(source.fill(new Batch()));
        assertEquals(2, batch.items().size());
        assertEquals("a\nb", new String(batch.items().get(0).payload(), UTF_8));
        assertEquals("k", batch.items().get(0).key());
        assertEquals("\u00e9", new String(batch.items().get(1).payload(), UTF_8));
        assertEquals(null, batch.items().get(1).key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{\"item\":\"a\"",
                "{\"item\":\"a\"} {\"item\":\"b\"}",
                "{\"item\":1}",
                "{\"item\":null}",
                "{\"item\":[\"a\"]}",
                "{\"key\":\"k\"}",
                "{\"item\":\"a\",\"key\":1}",
                "{\"item\":\"a\",\"colour\":\"red\"}",
                "{\"item\":\"a\",\"item\":\"b\"}",
                "{\"item\":\"a\",\"priority\":4}",
                "{\"item\":\"a\",\"priority\":-1}",
                "{\"item\":\"a\",\"priority\":\"1\"}",
                "{\"item\":\"a\",\"priority\":1.0}",
                "{\"item\":\"a\",\"after\":\"5\"}",
                "{\"item\":\"a\",\"after\":5}",
                "{\"item\":\"a\",\"at\":\"noon\"}",
                "{\"item\":\"a\",\"at\":0}",
                "{\"item\":\"a\",\"at\":\"18:00\",\"after\":\"1s\"}",
                "{\"item\":\"\\ud800\"}",
                "{\"item\":\"\u00ff\"}",
                "[\"a\"]",
                "\"a\""
            })
    void aBadJsonLineIsNamedAndTheLinesBeforeItAreGood(String bad) throws IOException {
        JsonLines source = new JsonLines(input("{\"item\":\"first\"}\n\n" + bad + "\n{\"item\":\"later\"}\n"));
        Batch batch = new Batch();
        var e = assertThrows(BadInputException.class, () -> source.fill(batch));
        assertTrue(e.getMessage().startsWith("bad JSON line: line=3: "), e.getMessage());
        assertTrue(e.getMessage().endsWith("; mend it and go on from that line"), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        assertEquals(1, batch.items().size());
    }

    @Test
    void delimitersKnowXargsEscapes() {
        assertArrayEquals(new byte[] {'\n'}, Delimiter.parse("\\n"));
        assertArrayEquals(new byte[] {0}, Delimiter.parse("\\0"));
        assertArrayEquals(new byte[] {(byte) 0xff, '\\', 'x'}, Delimiter.parse("\\xff\\\\x"));
        assertArrayEquals(new byte[] {':', ':'}, Delimiter.parse("::"));
        assertArrayEquals(new byte[] {(byte) 0xc3, (byte) 0xa9}, Delimiter.parse("\u00c3\u00a9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\", "\\q", "\\x", "\\777"})
    void aBadDelimiterIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Delimiter.parse(text));
    }
}
