package io.dishrack.damage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Stdio;
import io.dishrack.rack.RackRunner;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Looks at a queue with rack, as a user would, and notes what it says. */
final class Look {

    private static final JsonFactory JSON = new JsonFactory();

    private final Path queue;
    private final Observation observation;
    private final Steps steps;
    private final LongFunction<byte[]> payloads;

    /** At {@code queue}, whose items should have {@code payloads} by number. */
    Look(Path queue, Observation observation, Steps steps, LongFunction<byte[]> payloads) {
        this.queue = queue;
        this.observation = observation;
        this.steps = steps;
        this.payloads = payloads;
    }

    /** All that changes nothing. */
    void all(String when) {
        rack(when, "status", queue.toString());
        rack(when, "status", "--json", queue.toString());
        list(when, "list", "--json", queue.toString());
        rack(when, "list", "--limit", "20", queue.toString());
        rack(when, "show", queue.toString(), "1");
        // EXPORT
        int code = rack(when, "verify", queue.toString()).code();
        if (observation.sound == null) {
            observation.sound = code == ExitCode.OK;
        }
    }

    private record Said(int code, byte[] out, List<String> lines) {}

    private Said rack(String when, String... arguments) {
        String step = when + " rack " + arguments[0];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int[] code = {-1};
        steps.run(step, () -> {
            PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
            code[0] = RackRunner.run(Stdio.of("rack", new ByteArrayInputStream(new byte[0]), out, errors), arguments);
        });
        Said said = new Said(
                code[0],
                out.toByteArray(),
                err.toString(StandardCharsets.UTF_8).lines().toList());
        check(step, said);
        return said;
    }

    private void check(String step, Said said) {
        // What is told of every queue that reclaims is not told of a damage.
        said.lines().stream()
                .filter(line -> !line.startsWith("rack: not listed: "))
                .forEach(line -> steps.tell(step, line));
        boolean noItem = said.code() == ExitCode.USAGE && step.endsWith("show");
        if (said.code() == ExitCode.UNUSABLE ? said.lines().isEmpty() : said.code() != ExitCode.OK && !noItem) {
            observation.wrong.add(new Observation.Saying(
                    step, "exit code=" + said.code() + " lines=" + said.lines().size()));
        }
    }

    private void list(String when, String... arguments) {
        Said said = rack(when, arguments);
        steps.run(
                when + " rack " + arguments[0] + " output",
                () -> observation.lists.put(when + " rack " + arguments[0], items(said.out())));
    }

    private Map<Long, Seen> items(byte[] lines) throws IOException {
        Map<Long, Seen> items = new HashMap<>();
        try (JsonParser parser = JSON.createParser(lines)) {
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Seen item = item(parser);
                if (items.put(item.number(), item) != null) {
                    throw new IOException("item listed twice: number=" + item.number());
                }
            }
        }
        return items;
    }

    private Seen item(JsonParser parser) throws IOException {
        long number = 0;
        String state = null;
        String key = null;
        byte[] payload = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "number" -> number = parser.getLongValue();
                case "state" -> state = parser.getText();
                case "key" -> key = parser.getText();
                case "payload" -> payload = parser.getText().getBytes(StandardCharsets.UTF_8);
                case "payload_base64" -> payload = parser.getBinaryValue();
                default -> parser.skipChildren();
            }
        }
        return new Seen(number, state, key, payload == null ? null : Arrays.equals(payload, payloads.apply(number)));
    }
}
