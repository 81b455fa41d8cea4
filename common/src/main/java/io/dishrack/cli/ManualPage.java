package io.dishrack.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's page for {@code man}, written from what its help is written from, in the macros of man(7). Made when asked
 * for: a page of its own in the build would need a tool chain for what are 100 lines.
 */
final class ManualPage {

    private static final String EXIT_CODES = "Exit codes:";

    private final StringBuilder page = new StringBuilder();
    private final CommandSpec spec;

    private ManualPage(CommandLine line) {
        this.spec = line.getCommandSpec();
    }

    static String of(CommandLine line, String version) {
        ManualPage made = new ManualPage(line);
        made.write(version);
        return made.page.toString();
    }

    private void write(String version) {
        macro("TH " + spec.name().toUpperCase(java.util.Locale.ROOT) + " 1 \"\" \"Dishrack " + version
                + "\" \"Dishrack\"");
        List<String> about = about(spec);
        macro("SH NAME");
        text(spec.name() + " - " + (about.isEmpty() ? "" : about.get(0).replaceFirst("[.:]( .*)?$", "")));
        macro("SH SYNOPSIS");
        synopsis(spec);
        macro("SH DESCRIPTION");
        about.forEach(this::text);
        macro("SH OPTIONS");
        options(spec);
        if (!spec.subcommands().isEmpty()) {
            macro("SH COMMANDS");
            spec.subcommands().values().forEach(line -> subcommand(line.getCommandSpec()));
        }
        footer(spec, "SH EXAMPLES", "SH EXIT STATUS");
        macro("SH SEE ALSO");
        text("washer(1), dryer(1), dishes(1), rack(1)");
    }

    private void subcommand(CommandSpec command) {
        macro("SS " + command.name());
        synopsis(command);
        macro("PP");
        about(command).forEach(this::text);
        options(command);
        footer(command, "PP", "PP");
    }

    private void synopsis(CommandSpec command) {
        Help help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
        Arrays.stream(help.synopsis(0).split("\\R")).map(String::strip).forEach(this::text);
    }

    /** Header and description, a paragraph of lines. */
    private static List<String> about(CommandSpec command) {
        return java.util.stream.Stream.of(
                        command.usageMessage().header(), command.usageMessage().description())
                .flatMap(Arrays::stream)
                .map(ManualPage::plain)
                .flatMap(String::lines)
                .filter(text -> !text.isBlank())
                .toList();
    }

    private void options(CommandSpec command) {
        for (OptionSpec option : command.options()) {
            if (option.hidden()) {
                continue;
            }
            macro("TP");
            String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            text(String.join(", ", option.names()) + value);
            for (String description : option.description()) {
                text(plain(description.replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()))));
            }
        }
    }

    private void footer(CommandSpec command, String examples, String exitCodes) {
        boolean filling = true;
        for (String line : command.usageMessage().footer()) {
            if (line.isBlank() && filling) {
                continue;
            }
            boolean isExit = line.startsWith(EXIT_CODES);
            if (filling || isExit) {
                macro(filling ? "" : "fi");
                macro(isExit ? exitCodes : examples);
                macro("nf");
                filling = false;
            }
            text(plain(isExit ? line.substring(EXIT_CODES.length()).strip() : line));
        }
        if (!filling) {
            macro("fi");
        }
    }

    private static String plain(String format) {
        return format.replace("%n", "\n").replace("%%", "%");
    }

    private void macro(String request) {
        if (!request.isEmpty()) {
            page.append('.').append(request).append('\n');
        }
    }

    private void text(String line) {
        String escaped = line.replace("\\", "\\e").replace("-", "\\-");
        boolean looksLikeMacro = escaped.startsWith(".") || escaped.startsWith("'");
        page.append(looksLikeMacro ? "\\&" : "").append(escaped).append('\n');
    }
}
