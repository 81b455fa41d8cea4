package io.dishrack.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** The report as one JSON document. */
final class JsonReport {

    private final boolean judging;

    JsonReport(boolean judging) {
        this.judging = judging;
    }

    String of(Map<String, String> machine, Lab lab, List<Section> sections) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeObjectFieldStart("machine");
            for (Map.Entry<String, String> fact : machine.entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            json.writeBooleanField("quick", lab.quick());
            json.writeNumberField("runs", lab.runs());
            json.writeNumberField("items", lab.items());
            json.writeArrayFieldStart("sections");
            for (Section section : sections) {
                write(json, section);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private void write(JsonGenerator json, Section section) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", section.name());
        json.writeArrayFieldStart("notes");
        for (String note : section.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("lines");
        for (Line line : section.lines()) {
            write(json, line);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Line line) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", line.name());
        json.writeStringField("unit", line.unit().symbol());
        write(json, "value", line.value());
        write(json, "yardstick", line.yardstick());
        write(json, "ratio", line.ratio());
        Target target = line.target();
        if (target != null) {
            json.writeObjectFieldStart("target");
            json.writeStringField("id", target.id());
            json.writeStringField("of", target.ofRatio() ? "ratio" : "value");
            json.writeNumberField(target.atLeast() ? "atLeast" : "atMost", target.limit());
            if (judging) {
                json.writeBooleanField("reached", target.isMetBy(line));
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Stats stats) throws IOException {
        if (stats == null) {
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("median", stats.median());
        json.writeNumberField("min", stats.min());
        json.writeNumberField("max", stats.max());
        json.writeNumberField("runs", stats.runs());
        json.writeEndObject();
    }
}
