package io.dishrack.rack;

import io.dishrack.cli.Stdio;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Standard output as rows of text in UTF-8, coloured where that is wanted. To be closed, which flushes it. */
final class Screen implements AutoCloseable {

    private static final String RESET = "\u001b[0m";

    private final OutputStream out;
    private final boolean colour;

    Screen(Stdio stdio) {
        this(stdio.out(), stdio.colour());
    }

    Screen(OutputStream out, boolean colour) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.colour = colour;
    }

    /** For those who write bytes. */
    OutputStream bytes() {
        return out;
    }

    void row(String text) {
        bytes((text + '\n').getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte[] bytes) {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String red(String text) {
        return painted("\u001b[31m", text);
    }

    String yellow(String text) {
        return painted("\u001b[33m", text);
    }

    String green(String text) {
        return painted("\u001b[32m", text);
    }

    String bold(String text) {
        return painted("\u001b[1m", text);
    }

    private String painted(String code, String text) {
        return colour ? code + text + RESET : text;
    }

    /** Hands on what was written so far. */
    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
