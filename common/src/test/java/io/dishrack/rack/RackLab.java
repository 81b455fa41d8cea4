package io.dishrack.rack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dishrack.cli.Stdio;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs rack in this JVM and keeps what it said the last time. */
public final class RackLab {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] input = {};

    /** What the next runs read from standard input. */
    public void input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
    }

    /** The exit code. */
    public int run(Object... arguments) {
        out.reset();
        err.reset();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Stdio stdio = Stdio.of("rack", new ByteArrayInputStream(input), out, errors);
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        return RackRunner.run(stdio, texts);
    }

    /** Standard output. */
    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Its bytes. */
    public byte[] bytes() {
        return out.toByteArray();
    }

    /** Its lines. */
    public List<String> rows() {
        return out().lines().toList();
    }

    /** Standard error. */
    public String told() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The names in a JSON document, in order. */
    public static List<String> fields(String document) throws IOException {
        List<String> fields = new ArrayList<>();
        try (JsonParser parser = JsonFactory.builder().build().createParser(document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    fields.add(parser.currentName());
                }
            }
        }
        return fields;
    }
}
