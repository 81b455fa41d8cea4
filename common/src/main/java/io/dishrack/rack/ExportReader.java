package io.dishrack.rack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.dishrack.ItemState;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads what {@link ExportView} writes, an item at a time; fields that it does not know it passes over. */
final class ExportReader implements AutoCloseable {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            // Payloads have bounds of their own, and what is read is never more than a line of what was written.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private long line;

    ExportReader(InputStream in) throws IOException {
        parser = FACTORY.createParser(in);
    }

    /** The next item, or null at the end. */
    ExportLine next() throws IOException {
        line++;
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return null;
            }
            require(token == JsonToken.START_OBJECT, "not an object");
            return object();
        } catch (JsonProcessingException e) {
            throw bad("not JSON: " + e.getOriginalMessage());
        }
    }

    private ExportLine object() throws IOException {
        ItemState state = null;
        String key = null;
        byte[] payload = null;
        boolean isExplained = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "state" -> state = state(text(name));
                case "key" -> key = text(name);
                case "payload" -> payload = text(name).getBytes(StandardCharsets.UTF_8);
                case "payload_base64" -> {
                    text(name);
                    payload = parser.getBinaryValue();
                }
                case "problem" -> isExplained = true;
                default -> {
                    if (value.isStructStart()) {
                        parser.skipChildren();
                    }
                }
            }
        }
        require(payload != null || isExplained, "no \"payload\" and no \"problem\"");
        return new ExportLine(state, key, payload);
    }

    private String text(String name) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, "\"" + name + "\" is no string");
        return parser.getText();
    }

    private ItemState state(String name) {
        if (name.equals("unknown")) {
            return null;
        }
        try {
            return ItemState.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad("no such state: " + name);
        }
    }

    private void require(boolean holds, String fact) {
        if (!holds) {
            throw bad(fact);
        }
    }

    private CommandException bad(String fact) {
        return new CommandException(
                ExitCode.USAGE,
                "not a line of an export: item=" + line + " reason=" + fact + "; give what rack export prints");
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
