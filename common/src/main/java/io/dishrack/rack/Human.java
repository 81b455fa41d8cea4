package io.dishrack.rack;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Numbers, ages and bytes as people read them. Plain code: formatters take long to load. */
final class Human {

    private Human() {}

    /** With a comma for each thousand. */
    static String count(long number) {
        StringBuilder text = new StringBuilder(Long.toString(number));
        for (int i = text.length() - 3; i > (number < 0 ? 1 : 0); i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }

    /** A span in its two largest units: {@code 3 d 4 h}. */
    static String age(long millis) {
        long s = Math.max(0, millis) / 1000;
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min " + s % 60 + " s";
        }
        if (s < 86_400) {
            return s / 3600 + " h " + s / 60 % 60 + " min";
        }
        return count(s / 86_400) + " d " + s / 3600 % 24 + " h";
    }

    /** A span that may be short: {@code 12 ms}, {@code 3.4 s}, then as {@link #age}, without blanks. */
    static String time(long millis) {
        long ms = Math.max(0, millis);
        if (ms < 1000) {
            return ms + " ms";
        }
        return ms < 60_000 ? ms / 1000 + "." + ms / 100 % 10 + " s" : age(ms).replace(" ", "");
    }

    /** Something in each second: {@code 0.4}, {@code 12}, {@code 1,234}. */
    static String rate(double perSecond) {
        return perSecond < 10 && perSecond > 0 ? Math.round(perSecond * 10) / 10.0 + "" : count(Math.round(perSecond));
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    /** The text of bytes that are valid UTF-8, or null. */
    static String utf8(byte[] bytes) {
        return utf8(bytes, bytes.length);
    }

    /** The text of the first bytes, or null; a character may be cut at their end when more follow. */
    private static String utf8(byte[] bytes, int length) {
        CharBuffer text = CharBuffer.allocate(length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, 0, length), text, length == bytes.length);
        return result.isError() ? null : text.flip().toString();
    }

    /**
     * Bytes as safe text of one line: printable characters as they are, everything else escaped.
     *
     * @param width columns it may take; what does not fit is cut and {@code ...} put there
     */
    static String escaped(byte[] bytes, int width) {
        int seen = (int) Math.min(bytes.length, 4L * width + 4); // a character has at most four bytes
        String decoded = utf8(bytes, seen);
        boolean isText = decoded != null;
        String text = isText ? decoded : new String(bytes, 0, seen, StandardCharsets.ISO_8859_1);
        StringBuilder line = new StringBuilder();
        int columns = 0;
        int fitting = 0; // length of the line up to which "..." still fits
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            String shown = escaped(c, isText);
            columns += shown.length() == Character.charCount(c) ? columns(c) : shown.length();
            if (columns > width) {
                return line.substring(0, fitting) + "...";
            }
            line.append(shown);
            fitting = columns <= width - 3 ? line.length() : fitting;
        }
        return line.toString();
    }

    private static String escaped(int c, boolean isText) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            case '\\' -> "\\\\";
            default -> {
                if (c >= ' ' && c < 127) {
                    yield Character.toString(c);
                }
                if (c < 256 && (!isText || c < 160)) {
                    yield "\\x" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16);
                }
                yield isPrintable(c) ? Character.toString(c) : "\\u{" + Integer.toHexString(c) + "}";
            }
        };
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Columns a character takes: about, which errs on the side of two. */
    static int columns(int c) {
        return c < 0x1100 || c >= 0x2000 && c < 0x2e80 ? 1 : 2;
    }
}
