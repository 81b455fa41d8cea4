package io.dishrack.washer.run;

import java.nio.charset.StandardCharsets;

/** Makes one safe line of what a command wrote to its standard error. */
final class ErrorText {

    private static final int MAX = 200;

    private ErrorText() {}

    /** The last line that has text, as UTF-8, without control characters and shortened; "" when there is none. */
    static String lastLine(byte[] error) {
        String text = new String(error, StandardCharsets.UTF_8).strip();
        String line = text.substring(text.lastIndexOf('\n') + 1).replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MAX ? line : line.substring(0, MAX) + "...";
    }
}
