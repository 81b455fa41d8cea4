package io.dishrack.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dishrack.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values as JSON: null, Boolean, String, Integer, Long, BigInteger, Double, Float, BigDecimal, List (or Object[]), Map
 * with String keys. Read back are null, Boolean, String, Integer, Long or BigInteger by size, Double, ArrayList and
 * LinkedHashMap: values only, never a class that the text names.
 */
public final class Json implements Codec<Object> {

    /** The codec. */
    public static final Codec<Object> CODEC = new Json();

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    @Override
    public byte[] encode(Object item) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            write(json, item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof CharSequence text) {
            json.writeString(text.toString());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Number number) {
            writeNumber(json, number);
        } else if (value instanceof Object[] array) {
            write(json, Arrays.asList(array));
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            for (Object each : list) {
                write(json, each);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(key(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else {
            throw notJson(value);
        }
    }

    private static void writeNumber(JsonGenerator json, Number number) throws IOException {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            json.writeNumber(number.longValue());
        } else if (number instanceof BigInteger big) {
            json.writeNumber(big);
        } else if (number instanceof BigDecimal big) {
            json.writeNumber(big);
        } else if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw notJson(number);
            }
            json.writeNumber(number.doubleValue());
        } else {
            throw notJson(number);
        }
    }

    private static String key(Object key) {
        if (key instanceof String text) {
            return text;
        }
        throw notJson(key);
    }

    private static IllegalArgumentException notJson(Object value) {
        String type = value == null ? "null" : value.getClass().getName();
        return new IllegalArgumentException(
                "no JSON for this: value=" + value + " class=" + type + "; use text, numbers, lists and maps of text");
    }

    @Override
    public Object decode(byte[] payload) {
        try (JsonParser json = FACTORY.createParser(payload)) {
            json.nextToken();
            Object value = read(json);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("more than one JSON value: bytes=" + payload.length);
            }
            return value;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "not JSON: bytes=" + payload.length + " reason="
                            + e.getMessage().lines().findFirst().orElse("?"),
                    e);
        }
    }

    private static Object read(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            throw new IllegalArgumentException("not JSON: it is empty");
        }
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case START_ARRAY -> readList(json);
            case START_OBJECT -> readMap(json);
            default -> throw new IllegalArgumentException("not JSON: unexpected " + token);
        };
    }

    private static List<Object> readList(JsonParser json) throws IOException {
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(json));
        }
        return list;
    }

    private static Map<String, Object> readMap(JsonParser json) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            map.put(name, read(json));
        }
        return map;
    }
}
