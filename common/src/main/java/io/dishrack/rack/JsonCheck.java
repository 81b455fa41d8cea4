package io.dishrack.rack;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dishrack.Finding;
import io.dishrack.QueueCheck;
import io.dishrack.QueueRepair;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.function.Function;

/** The JSON form of what a check or a repair finds; its schema is on the package page. */
final class JsonCheck {

    private JsonCheck() {}

    /** The findings as they come, and then what they came to. */
    static void check(OutputStream out, String queue, Function<Consumer<Finding>, QueueCheck> checking) {
        long began = System.nanoTime();
        Json.document(out, json -> {
            json.writeStringField("queue", queue);
            json.writeArrayFieldStart("findings");
            QueueCheck check = checking.apply(finding -> finding(json, finding));
            json.writeEndArray();
            json.writeBooleanField("sound", check.isSound());
            json.writeNumberField("items", check.items());
            json.writeNumberField("readable", check.readable());
            json.writeNumberField("results", check.results());
            json.writeNumberField("damages", check.damages());
            json.writeNumberField("notes", check.notes());
            json.writeNumberField("processes", check.processes());
            json.writeNumberField("seconds", seconds(began));
        });
    }

    /** The same of a repair. */
    static void repair(OutputStream out, String queue, Function<Consumer<Finding>, QueueRepair> repairing) {
        long began = System.nanoTime();
        Json.document(out, json -> {
            json.writeStringField("queue", queue);
            json.writeArrayFieldStart("findings");
            QueueRepair repair = repairing.apply(finding -> finding(json, finding));
            json.writeEndArray();
            json.writeBooleanField("repaired", repair.quarantine() != null);
            json.writeNumberField("damages", repair.damages());
            if (repair.quarantine() != null) {
                json.writeNumberField("dead_letters", repair.deadLetters());
                json.writeNumberField("left", repair.left());
                json.writeStringField("originals", repair.quarantine().toString());
                json.writeNumberField("seconds", seconds(began));
            }
        });
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1_000_000 / 1e3;
    }

    private static void finding(JsonGenerator json, Finding finding) {
        try {
            json.writeStartObject();
            json.writeBooleanField("damage", finding.damage());
            json.writeStringField("file", finding.file());
            if (finding.position() >= 0) {
                json.writeNumberField("offset", finding.position());
            }
            if (finding.number() > 0) {
                json.writeNumberField("number", finding.number());
            }
            json.writeStringField("fact", finding.fact());
            json.writeStringField("remedy", finding.remedy());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
