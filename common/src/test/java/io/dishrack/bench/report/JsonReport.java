package io.dishrack.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** The report as one JSON document. Its form is described by {@code scripts/bench --help} and frozen by a test. */
public final class JsonReport {

    /** Counts up when a field changes its meaning or goes away; new fields may come without. */
    static final int SCHEMA = 1;

    private final Outcome outcome;

    public JsonReport(Outcome outcome) {
        this.outcome = outcome;
    }

    public String text() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeObjectFieldStart("machine");
            for (Map.Entry<String, String> fact : outcome.machine().entrySet()) {
                json.writeStringField(fact.getKey(), fact.getValue());
            }
            json.writeEndObject();
            json.writeBooleanField("quick", outcome.quick());
            json.writeNumberField("runs", outcome.runs());
            json.writeNumberField("items", outcome.items());
            json.writeArrayFieldStart("sections");
            for (Section section : outcome.sections()) {
                write(json, section);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("targets");
            for (Summary target : outcome.targets()) {
                write(json, target);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private void write(JsonGenerator json, Section section) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", section.name());
        if (section.failure() != null) {
            json.writeStringField("failed", section.failure());
        }
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
            if (!outcome.quick()) {
                json.writeBooleanField("reached", line.reachesTarget());
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

    private void write(JsonGenerator json, Summary target) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", target.id());
        json.writeStringField("what", target.what());
        json.writeStringField("by", target.by());
        json.writeNumberField("lines", target.lines());
        if (!outcome.quick() && target.lines() > 0) {
            json.writeNumberField("reached", target.reached());
        }
        json.writeEndObject();
    }
}
