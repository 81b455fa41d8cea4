package io.dishrack.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Events as JSON. In a class of its own, so that who tells lines loads no JSON library. */
final class EventJson {

    private static final JsonFactory FACTORY = JsonFactory.builder().build();

    private EventJson() {}

    /** The object, and the end of the line. */
    static byte[] line(String program, Event event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField(
                    "time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringField("program", program);
            json.writeNumberField("pid", ProcessHandle.current().pid());
            json.writeStringField("event", event.name());
            if (event.message() != null) {
                json.writeStringField("message", event.message());
            }
            for (Map.Entry<String, Object> field : event.fields().entrySet()) {
                write(json, field.getKey(), field.getValue());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, String name, Object value) throws IOException {
        if (value instanceof Integer || value instanceof Long) {
            json.writeNumberField(name, ((Number) value).longValue());
        } else if (value instanceof Double number) {
            json.writeNumberField(name, Math.round(number * 1000) / 1000.0);
        } else if (value instanceof Boolean truth) {
            json.writeBooleanField(name, truth);
        } else {
            json.writeStringField(name, value.toString());
        }
    }
}
