package io.dishrack.washer.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A JSON object a line: {@code {"item":"text","key":"text"}}, the key optional, nothing else allowed. The item is the
 * text in UTF-8. Blank lines are skipped.
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
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
            switch (name) {
                case "item" -> {
                    require(isText, "not a string", "\"item\" must be one");
                    item = parser.getText();
                }
                case "key" -> {
                    require(isText, "not a string", "\"key\" must be one");
                    key = parser.getText();
                }
                default -> throw bad("unknown field", "\"" + name + "\"; only \"item\" and \"key\" are known");
            }
        }
        require(item != null, "no item", "the field \"item\" is missing");
        require(parser.nextToken() == null, "more than an object", "write one object a line");
        require(key == null || utf8(key).length <= MAX_KEY, "key too long", "at most " + MAX_KEY + " bytes");
        return new Item(utf8(item), key);
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
        return new BadInputException(
                "bad JSON line: line=" + line + ": " + fact + ": " + reason + "; mend it and go on from that line");
    }
}
