package io.dishrack.dryer.handler;

import io.dishrack.cli.RawArguments;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The bytes of file names. A {@link Path} keeps the bytes that the system gave it; only its string form loses them when
 * they are not valid in the locale's charset. The percent-encoded URI of a path is exact in both directions.
 */
final class PathBytes {

    private static final boolean UTF_8_NAMES =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")).equals(StandardCharsets.UTF_8);
    private static final char REPLACEMENT = '\uFFFD';

    private PathBytes() {}

    /** The file of that name. */
    static Path path(byte[] name) {
        return RawArguments.path(RawArguments.byteString(name));
    }

    /** The last name of a path, byte for byte. */
    static byte[] lastName(Path path) {
        String name = path.getFileName().toString();
        if (UTF_8_NAMES && name.indexOf(REPLACEMENT) < 0) {
            return name.getBytes(StandardCharsets.UTF_8);
        }
        return fromUri(path.toUri().getRawPath());
    }

    static byte[] fromUri(String rawPath) {
        int end = rawPath.endsWith("/") ? rawPath.length() - 1 : rawPath.length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = rawPath.lastIndexOf('/', end - 1) + 1; i < end; i++) {
            char c = rawPath.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(rawPath.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }
}
