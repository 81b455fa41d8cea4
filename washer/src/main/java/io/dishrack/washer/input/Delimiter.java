package io.dishrack.washer.input;

import java.io.ByteArrayOutputStream;

/** Reads the delimiter of {@code -d}: bytes, with the escapes of {@code xargs -d}. */
public final class Delimiter {

    private Delimiter() {}

    /**
     * The bytes of a delimiter: itself, or with {@code \n \t \r \0 \a \b \f \v \\}, {@code \xHH} and {@code \OOO}.
     *
     * @param byteString a char, 0 to 255, for each byte
     * @throws IllegalArgumentException when it is empty or has an unknown escape
     */
    public static byte[] parse(String byteString) {
        if (byteString.isEmpty()) {
            throw new IllegalArgumentException("the delimiter is empty; use -0 for NUL, or --whole for one item");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int i = 0;
        while (i < byteString.length()) {
            char c = byteString.charAt(i++);
            if (c != '\\') {
                bytes.write(c);
            } else {
                i = escape(byteString, i, bytes);
            }
        }
        return bytes.toByteArray();
    }

    private static int escape(String text, int at, ByteArrayOutputStream bytes) {
        char c = at < text.length() ? text.charAt(at) : ' ';
        if (c == 'x') {
            return number(text, at + 1, 2, 16, bytes);
        }
        if (c >= '0' && c <= '7') {
            return number(text, at, 3, 8, bytes);
        }
        int index = "ntrabfv\\".indexOf(c);
        if (index < 0) {
            throw unknown(text);
        }
        bytes.write("\n\t\r\u0007\b\f\u000b\\".charAt(index));
        return at + 1;
    }

    private static int number(String text, int at, int maxDigits, int radix, ByteArrayOutputStream bytes) {
        int end = at;
        while (end < text.length() && end < at + maxDigits && Character.digit(text.charAt(end), radix) >= 0) {
            end++;
        }
        int value = end == at ? 256 : Integer.parseInt(text.substring(at, end), radix);
        if (value > 255) {
            throw unknown(text);
        }
        bytes.write(value);
        return end;
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException(
                "unknown escape in the delimiter: value=" + text + "; use \\n, \\t, \\0, \\xHH or \\\\");
    }
}
