package io.dishrack.soak;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The report as one JSON document. */
final class JsonReport {

    private static final double MICROS_PER_MILLI = 1000;

    private JsonReport() {}

    static String of(Soak soak) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeNumberField("seed", soak.plan().seed());
            json.writeBooleanField("good", soak.marks().isGood());
            json.writeNumberField("rounds", soak.rounds());
            json.writeNumberField("seconds", soak.seconds());
            json.writeNumberField("killed", soak.kills().killed());
            json.writeNumberField("poisoned", soak.kills().poisoned());
            json.writeObjectFieldStart("actions");
            for (Map.Entry<Step.Action, Integer> action : soak.kills().times().entrySet()) {
                json.writeNumberField(name(action.getKey()), action.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("counts");
            for (Marks.Count count : Marks.Count.values()) {
                json.writeNumberField(name(count), soak.marks().get(count));
            }
            json.writeEndObject();
            distribution(json, "killToHandOutMillis", soak.marks().firstItem());
            distribution(json, "killToHandOutOfEveryItemMillis", soak.marks().everyItem());
            json.writeArrayFieldStart("findings");
            for (String finding : soak.marks().findings()) {
                json.writeString(finding);
            }
            json.writeEndArray();
            json.writeStringField(
                    "kept", soak.kept() == null ? null : soak.kept().toString());
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void distribution(JsonGenerator json, String name, Histogram micros) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("p50", micros.getValueAtPercentile(50) / MICROS_PER_MILLI);
        json.writeNumberField("p90", micros.getValueAtPercentile(90) / MICROS_PER_MILLI);
        json.writeNumberField("p99", micros.getValueAtPercentile(99) / MICROS_PER_MILLI);
        json.writeNumberField("max", micros.getMaxValue() / MICROS_PER_MILLI);
        json.writeNumberField("count", micros.getTotalCount());
        json.writeEndObject();
    }

    /** {@code JOIN_HUNG} as {@code joinHung}. */
    private static String name(Enum<?> constant) {
        StringBuilder name = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
