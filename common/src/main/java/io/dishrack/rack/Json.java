package io.dishrack.rack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dishrack.HistoryEntry;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.Pace;
import io.dishrack.ProcessInfo;
import io.dishrack.QueueStatus;
import io.dishrack.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** The JSON form; its schema is on the package page. */
final class Json {

    /** The factory in a class of its own, so that asking for a name loads no JSON library. */
    private static final class Lazy {
        static final JsonFactory FACTORY = JsonFactory.builder().build();
    }

    private Json() {}

    static String name(ProcessInfo.Liveness liveness) {
        return liveness.name().toLowerCase(Locale.ROOT);
    }

    static void status(OutputStream out, String queue, QueueStatus status) {
        document(out, json -> {
            json.writeStringField("queue", queue);
            json.writeNumberField("put", status.put());
            json.writeNumberField("ready", status.ready());
            json.writeNumberField("taken", status.taken());
            json.writeNumberField("delayed", status.delayed());
            json.writeNumberField("done", status.done());
            json.writeNumberField("dead", status.dead());
            json.writeNumberField("cancelled", status.cancelled());
            json.writeNumberField("unfinished", status.unfinished());
            json.writeNumberField("max_size", status.maxSize());
            json.writeBooleanField("shutdown", status.shutdown());
            json.writeNumberField("limit", status.limit());
            json.writeBooleanField("paused", status.paused());
            json.writeNumberField("created_millis", status.createdMillis());
            json.writeNumberField("disk_bytes", status.diskBytes());
            json.writeNumberField("kept_from", status.kept().from());
            json.writeNumberField("keep_bytes", status.kept().historyBytes());
            json.writeNumberField("keep_results_bytes", status.kept().resultBytes());
            json.writeNumberField("time_millis", System.currentTimeMillis());
            pace(json, status.pace());
            json.writeArrayFieldStart("processes");
            for (ProcessInfo process : status.processes()) {
                process(json, process);
            }
            json.writeEndArray();
        });
    }

    private static void pace(JsonGenerator json, Pace pace) throws IOException {
        json.writeNumberField("put_per_second", tenth(pace.putPerSecond()));
        json.writeNumberField("taken_per_second", tenth(pace.takenPerSecond()));
        if (pace.oldestWaiting() > 0) {
            json.writeNumberField("oldest_waiting", pace.oldestWaiting());
        }
        if (pace.oldestWaitingMillis() > 0) {
            json.writeNumberField("oldest_waiting_millis", pace.oldestWaitingMillis());
        }
    }

    private static double tenth(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static void process(JsonGenerator json, ProcessInfo process) throws IOException {
        json.writeStartObject();
        json.writeNumberField("pid", process.pid());
        json.writeStringField("role", process.role());
        json.writeStringField("liveness", name(process.liveness()));
        json.writeNumberField("started_millis", process.startedMillis());
        json.writeNumberField("taken", process.taken());
        if (process.oldestTaken() > 0) {
            json.writeNumberField("oldest_taken", process.oldestTaken());
        }
        if (process.busySinceMillis() > 0) {
            json.writeNumberField("busy_since_millis", process.busySinceMillis());
        }
        json.writeBooleanField("dismissed", process.dismissed());
        json.writeEndObject();
    }

    static void item(OutputStream out, ItemView item) {
        document(out, json -> item(json, item));
    }

    /** An item with what befell it. */
    static void shown(OutputStream out, ItemView item, List<HistoryEntry> history) {
        document(out, json -> {
            item(json, item);
            history(json, history);
        });
    }

    private static void history(JsonGenerator json, List<HistoryEntry> history) throws IOException {
        json.writeArrayFieldStart("history");
        for (HistoryEntry entry : history) {
            entry(json, entry);
        }
        json.writeEndArray();
    }

    /** One of which nothing but its state, and what befell it, may be known. */
    static void reclaimed(OutputStream out, long number, ItemState state, List<HistoryEntry> history) {
        document(out, json -> {
            json.writeNumberField("number", number);
            json.writeStringField("state", state == null ? "unknown" : States.name(state));
            json.writeBooleanField("reclaimed", true);
            history(json, history);
        });
    }

    private static void entry(JsonGenerator json, HistoryEntry entry) throws IOException {
        Result result = entry.result();
        json.writeStartObject();
        json.writeNumberField("attempt", result.attempt());
        json.writeStringField("ending", entry.kind().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("exit_code", result.report().exitCode());
        json.writeStringField("worker", result.worker());
        if (result.startedMillis() > 0) {
            json.writeNumberField("started_millis", result.startedMillis());
        }
        json.writeNumberField("ended_millis", result.endedMillis());
        json.writeNumberField("output_bytes", result.report().output().length);
        bytes(json, "error", result.report().error());
        json.writeEndObject();
    }

    /** How an item ended. */
    static void result(OutputStream out, Result result, String key) {
        document(out, json -> {
            json.writeNumberField("number", result.number());
            if (key != null) {
                json.writeStringField("key", key);
            }
            json.writeStringField("state", States.name(result.state()));
            json.writeNumberField("attempts", result.attempt());
            json.writeNumberField("exit_code", result.report().exitCode());
            json.writeStringField("worker", result.worker());
            if (result.startedMillis() > 0) {
                json.writeNumberField("started_millis", result.startedMillis());
            }
            json.writeNumberField("ended_millis", result.endedMillis());
            bytes(json, "output", result.report().output());
            bytes(json, "error", result.report().error());
        });
    }

    /** What a redrive does, or did, with an item. */
    static void redriven(OutputStream out, ItemView item, boolean redriven) {
        document(out, json -> {
            json.writeNumberField("number", item.number());
            json.writeStringField("state", item.state() == null ? "unknown" : States.name(item.state()));
            json.writeNumberField("attempts", item.attempts());
            json.writeBooleanField("redriven", redriven);
        });
    }

    /** What a cancel does, or did, with an item. */
    static void cancelled(OutputStream out, ItemView item, String result) {
        document(out, json -> {
            json.writeNumberField("number", item.number());
            json.writeStringField("state", item.state() == null ? "unknown" : States.name(item.state()));
            json.writeNumberField("attempts", item.attempts());
            json.writeStringField("cancellation", result);
        });
    }

    private static void bytes(JsonGenerator json, String name, byte[] value) throws IOException {
        String text = Human.utf8(value);
        if (text == null) {
            json.writeBinaryField(name + "_base64", value);
        } else {
            json.writeStringField(name, text);
        }
    }

    private static void item(JsonGenerator json, ItemView item) throws IOException {
        json.writeNumberField("number", item.number());
        json.writeStringField("state", item.state() == null ? "unknown" : States.name(item.state()));
        json.writeNumberField("attempts", item.attempts());
        if (item.key() != null) {
            json.writeStringField("key", item.key());
        }
        if (item.dueMillis() > 0) {
            json.writeNumberField("due_millis", item.dueMillis());
        }
        payload(json, item);
    }

    private static void payload(JsonGenerator json, ItemView item) throws IOException {
        if (item.payload() == null) {
            json.writeStringField("problem", item.problem());
            return;
        }
        bytes(json, "payload", item.payload());
    }

    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static void document(OutputStream out, Fields fields) {
        try (JsonGenerator json = Lazy.FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
