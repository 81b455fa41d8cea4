package io.dishrack.dryer.exec;

import io.dishrack.cli.RawArguments;
import java.util.ArrayList;
import java.util.List;

/**
 * A COMMAND with its places for the item: {@code {}} is the item and {@code {#}} its number, also inside an argument. All
 * in byte strings (see {@link RawArguments}). What an item contains is never looked at again.
 */
public final class ArgvTemplate {

    private static final String ITEM = "{}";
    private static final String NUMBER = "{#}";

    private final List<String> arguments;
    private final int literal;
    private final boolean namesItem;

    private ArgvTemplate(List<String> arguments, int literal) {
        this.arguments = List.copyOf(arguments);
        this.literal = literal;
        this.namesItem = arguments.stream().skip(literal).anyMatch(argument -> argument.contains(ITEM));
    }

    /**
     * A command.
     *
     * @param arguments the program and its arguments
     * @param appendItem whether the item becomes the last argument when {@code {}} is nowhere
     */
    public static ArgvTemplate command(List<String> arguments, boolean appendItem) {
        List<String> all = new ArrayList<>(arguments);
        if (appendItem && arguments.stream().noneMatch(argument -> argument.contains(ITEM))) {
            all.add(ITEM);
        }
        return new ArgvTemplate(all, 0);
    }

    /**
     * {@code /bin/sh -c TEXT sh ITEM}: the item is {@code $1}, never part of the text.
     *
     * @param withItem whether the item is given as an argument
     */
    public static ArgvTemplate shell(String text, boolean withItem) {
        List<String> start = List.of("/bin/sh", "-c", text, "sh");
        List<String> all = new ArrayList<>(start);
        if (withItem) {
            all.add(ITEM);
        }
        return new ArgvTemplate(all, start.size());
    }

    /** Whether the item is part of an argument. */
    public boolean namesItem() {
        return namesItem;
    }

    /** The program, as written. */
    public String program() {
        return arguments.get(0);
    }

    /** Whether which program runs depends on the item. */
    public boolean programNamesItem() {
        return literal == 0 && (program().contains(ITEM) || program().contains(NUMBER));
    }

    /** The argument vector for an item. */
    public List<String> argv(byte[] item, long number) {
        String text = namesItem ? RawArguments.byteString(item) : "";
        List<String> argv = new ArrayList<>(arguments.subList(0, literal));
        for (String argument : arguments.subList(literal, arguments.size())) {
            argv.add(argument.indexOf('{') < 0 ? argument : filled(argument, text, number));
        }
        return argv;
    }

    private static String filled(String argument, String item, long number) {
        StringBuilder filled = new StringBuilder(argument.length() + item.length());
        int i = 0;
        while (i < argument.length()) {
            if (argument.startsWith(ITEM, i)) {
                filled.append(item);
                i += ITEM.length();
            } else if (argument.startsWith(NUMBER, i)) {
                filled.append(number);
                i += NUMBER.length();
            } else {
                filled.append(argument.charAt(i++));
            }
        }
        return filled.toString();
    }
}
