package io.dishrack.washer;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.PathConverter;
import io.dishrack.cli.RawArguments;
import io.dishrack.cli.Stdio;
import io.dishrack.washer.input.Arguments;
import io.dishrack.washer.input.Delimited;
import io.dishrack.washer.input.Delimiter;
import io.dishrack.washer.input.ItemSource;
import io.dishrack.washer.input.JsonLines;
import io.dishrack.washer.input.Whole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where items come from and in which form, the same for {@code washer} and {@code dishes}. */
public final class InputOptions {

    private static final Path STANDARD_INPUT = Path.of("-");

    @Option(
            names = {"-a", "--arg-file"},
            paramLabel = "FILE",
            converter = PathConverter.class,
            description = "Read items from FILE; - is standard input.")
    Path file;

    @ArgGroup
    Form form;

    /** One of the forms; a line each when none is given. */
    static final class Form {

        @Option(
                names = {"-0", "--null"},
                description = "Items end with a NUL byte, as find -print0 writes them. Empty ones count.")
        boolean nul;

        @Option(
                names = {"-d", "--delimiter"},
                paramLabel = "DELIM",
                description = "Items end with DELIM: bytes, or escapes like \\n, \\t, \\x1e. Empty ones count.")
        String delimiter;

        @Option(names = "--whole", description = "All of the input is one item; empty input is none.")
        boolean whole;

        @Option(
                names = "--jsonl",
                description = "A JSON object a line: {\"item\":\"text\",\"key\":\"text\",\"priority\":1,"
                        + "\"after\":\"5m\"}, only item required; \"at\":\"18:00\" instead of after.")
        boolean jsonLines;
    }

    /** Whether any of the options was given. */
    public boolean any() {
        return file != null || form != null;
    }

    /**
     * The source of the items: the arguments when there are any, else the input.
     *
     * @param items byte strings, perhaps none
     */
    public ItemSource source(List<String> items, Stdio stdio) {
        if (items.isEmpty()) {
            return form(open(stdio));
        }
        if (any()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "items are given twice: items=" + items.size() + " as arguments, and an option that reads them "
                            + "(-a, -0, -d, --whole, --jsonl); leave one out");
        }
        return new Arguments(items.stream().map(RawArguments::bytes).toList());
    }

    /** What an input is called, by which it is known when it is given again. */
    public String name(List<String> items) {
        if (!items.isEmpty()) {
            return "arguments";
        }
        if (file == null || file.equals(STANDARD_INPUT)) {
            return "standard input";
        }
        try {
            return "file " + file.toRealPath();
        } catch (IOException e) {
            return "file " + file.toAbsolutePath().normalize();
        }
    }

    private InputStream open(Stdio stdio) {
        if (file != null && !file.equals(STANDARD_INPUT)) {
            return openFile();
        }
        if (stdio.terminals().in()) {
            stdio.tell("reading items from the terminal; end with Ctrl-D");
        }
        return stdio.in();
    }

    private InputStream openFile() {
        try {
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "it is a folder");
            }
            return Files.newInputStream(file);
        } catch (IOException e) {
            String reason = e instanceof FileSystemException f && f.getReason() != null
                    ? f.getReason()
                    : e.getClass().getSimpleName();
            throw new CommandException(
                    ExitCode.USAGE,
                    "the input can't be read: file=" + file + " reason=" + reason + "; name a readable file");
        }
    }

    private ItemSource form(InputStream in) {
        if (form == null) {
            return Delimited.lines(in);
        }
        if (form.nul) {
            return Delimited.by(new byte[1], in);
        }
        if (form.whole) {
            return new Whole(in);
        }
        if (form.jsonLines) {
            return new JsonLines(in);
        }
        try {
            return Delimited.by(Delimiter.parse(form.delimiter), in);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, RawArguments.text(e.getMessage()));
        }
    }
}
