package io.dishrack.washer.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.dishrack.cli.Durations;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.function.Function;

/**
 * A JSON object a line: {@code {"item":"text","key":"text","priority":1,"after":"5m"}}, or {@code "at":"18:00"} instead of
 * after; all but the item optional, nothing else allowed. The item is the text in UTF-8. A time that has passed means at
 * once: a line may have been written long ago. Blank lines are skipped.
 */
public final class JsonLines implements ItemSource {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Records.MAX_RECORD)
                    .build())
            .build();
    private static final int MAX_KEY = 65_535;
    private static final String FIELDS = "\"item\", \"key\", \"priority\", \"after\" and \"at\"";

    private final Records records;
    private long line;

    /** Of that input. */
    public JsonLines(InputStream in) {
        this.records = new Records(in, new byte[] {'\n'});
    }

    @Override
    public boolean fill(Batch batch) throws IOException {
        boolean any = false;
        byte[] record = records.next();
        while (record != null) {
            line++;
            if (!isBlank(record)) {
                batch.add(parse(record));
                any = true;
            }
            if (batch.isFull()) {
                return true;
            }
            record = any ? records.nextBuffered() : records.next();
        }
        return any;
    }

    private static boolean isBlank(byte[] record) {
        for (byte b : record) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    private Item parse(byte[] record) throws IOException {
        try (JsonParser parser = FACTORY.createParser(record)) {
            return object(parser);
        } catch (CharacterCodingException e) {
            throw bad("not text", "half of a surrogate pair");
        } catch (JsonProcessingException e) {
            throw bad("not JSON", e.getOriginalMessage());
        } catch (CharConversionException e) {
            throw bad("not UTF-8", e.getMessage());
        }
    }

    private Item object(JsonParser parser) throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT, "not an object", "a line must be {\"item\":\"...\"}");
        String item = null;
        String key = null;
        Integer priority = null;
        Duration after = null;
        Long at = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "item" -> item = text(parser, name);
                case "key" -> key = text(parser, name);
                case "priority" -> priority = priority(parser);
                case "after" -> after = read(text(parser, name), Durations::parse);
                case "at" -> at = read(text(parser, name), time -> AtTime.parse(time, ZonedDateTime.now()));
                default -> throw bad("unknown field", "\"" + name + "\"; only " + FIELDS + " are known");
            }
        }
        require(item != null, "no item", "the field \"item\" is missing");
        require(parser.nextToken() == null, "more than an object", "write one object a line");
        require(key == null || utf8(key).length <= MAX_KEY, "key too long", "at most " + MAX_KEY + " bytes");
        require(after == null || at == null, "two times", "\"after\" and \"at\" exclude each other");
        return new Item(utf8(item), key, new Turn(priority, after, at));
    }

    private String text(JsonParser parser, String name) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, "not a string", "\"" + name + "\" must be one");
        return parser.getText();
    }

    private int priority(JsonParser parser) throws IOException {
        require(
                parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getText().matches("[0-3]"),
                "not a priority",
                "\"priority\" must be 0 to 3, the highest is taken first");
        return parser.getIntValue();
    }

    /** Words of others, whose message becomes the reason. */
    private <T> T read(String text, Function<String, T> reader) throws BadInputException {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw bad(e.getMessage());
        }
    }

    /** Strictly: what is not text must not become a question mark. */
    private static byte[] utf8(String text) throws CharacterCodingException {
        ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private void require(boolean holds, String fact, String reason) throws BadInputException {
        if (!holds) {
            throw bad(fact, reason);
        }
    }

    private BadInputException bad(String fact, String reason) {
        return bad(fact + ": " + reason);
    }

    private BadInputException bad(String what) {
        return new BadInputException(
                "bad JSON line: line=" + line + ": " + what + "; mend it and go on from that line");
    }
}
