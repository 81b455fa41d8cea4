package io.dishrack.engine.salvage;

import io.dishrack.engine.region.PrivateFile;
import io.dishrack.engine.region.Uninterrupted;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * The file {@code queue.properties} as it is.
 *
 * @param fact what is wrong with it, or null
 * @param properties what could be read
 */
record Label(String fact, Properties properties) {

    private static final String PREFIX = "dishrack.";
    private static final int MOST_BYTES = 1 << 16;
    private static final int HEX = 16;

    static Label of(Path folder, String format) {
        Properties properties = new Properties();
        try {
            String text = Uninterrupted.call(() -> read(folder.resolve(QueueFiles.PROPERTIES)));
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            String reason = e instanceof java.nio.file.NoSuchFileException ? "file is missing" : e.getMessage();
            return new Label("can't be read: " + String.valueOf(reason).replaceAll("\\s+", " "), properties);
        }
        return new Label(fact(properties, format), properties);
    }

    private static String read(Path file) throws IOException {
        try (FileChannel channel = PrivateFile.open(file, false)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), MOST_BYTES));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until all is read.
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }

    private static String fact(Properties properties, String format) {
        String found = properties.getProperty(PREFIX + "format");
        if (!format.equals(found)) {
            return "format is " + found + " instead of " + format;
        }
        Label label = new Label(null, properties);
        for (String name : new String[] {"id", "maxSize", "segmentBytes", "historyBytes", "resultBytes"}) {
            if (label.number(name).isEmpty()) {
                return "no valid " + name;
            }
        }
        return null;
    }

    /** When the queue was made, if it says so. */
    long created(long otherwise) {
        try {
            return Instant.parse(properties.getProperty(PREFIX + "created", "")).toEpochMilli();
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    /** A number that stands there; empty when it does not, or is negative. The id is in hexadecimal digits. */
    OptionalLong number(String name) {
        String text = properties.getProperty(PREFIX + name, "");
        try {
            return OptionalLong.of(name.equals("id") ? Long.parseUnsignedLong(text, HEX) : parseSize(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static long parseSize(String text) {
        long size = Long.parseLong(text);
        if (size < 0) {
            throw new NumberFormatException("negative");
        }
        return size;
    }
}
