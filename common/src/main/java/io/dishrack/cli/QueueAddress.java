package io.dishrack.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The QUEUE of a command line: a folder, or a URI for another engine.
 *
 * @param uri where the queue is
 * @param text as the user wrote it, for messages
 */
public record QueueAddress(URI uri, String text) {

    private static final Pattern URI_FORM = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    /** The queue in that folder. */
    public static QueueAddress of(Path folder) {
        return new QueueAddress(folder.toUri(), folder.toString());
    }

    /** The queue as a folder, when it is one. */
    public Path folder() {
        return Path.of(uri);
    }

    /** Refuses a folder whose name is lost on its way through text in this locale: files would be made beside it. */
    private static void requireName(Path folder, String byteString) {
        if (!Path.of(folder.toString()).equals(folder)) {
            throw new TypeConversionException("the queue's name can't be used in this locale: name="
                    + RawArguments.text(byteString).replaceAll("\\p{Cntrl}", "?")
                    + "; set LC_ALL=C.UTF-8, or use a name in plain ASCII");
        }
    }

    /** As the user wrote it. Written out: a record's own costs 10 ms at its first call, and the parser calls it. */
    @Override
    public String toString() {
        return text;
    }

    /** For an option that names the folder of a queue. */
    public static final class FolderConverter implements ITypeConverter<Path> {

        @Override
        public Path convert(String value) {
            Path folder = new PathConverter().convert(value);
            requireName(folder, value);
            return folder;
        }
    }

    /** For parameters of this type. */
    public static final class Converter implements ITypeConverter<QueueAddress> {

        @Override
        public QueueAddress convert(String value) {
            if (value.isEmpty()) {
                throw new TypeConversionException("the name of the queue is empty; name a folder");
            }
            if (!URI_FORM.matcher(value).matches()) {
                Path folder = RawArguments.path(value);
                requireName(folder, value);
                return new QueueAddress(folder.toUri(), RawArguments.text(value));
            }
            try {
                return new QueueAddress(URI.create(value), value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("not a URI: value=" + value + "; name a folder or a URI");
            }
        }
    }
}
