package io.dishrack.cli;

import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Makes the parser's words about numbers plain: its own speak of Java's types. */
final class WholeNumbers {

    private WholeNumbers() {}

    /** For all options of a command and its subcommands. */
    static void register(CommandLine line) {
        line.registerConverter(Long.class, value -> parse(value, Long.MIN_VALUE, Long.MAX_VALUE));
        line.registerConverter(long.class, value -> parse(value, Long.MIN_VALUE, Long.MAX_VALUE));
        line.registerConverter(Integer.class, WholeNumbers::parseInt);
        line.registerConverter(int.class, WholeNumbers::parseInt);
    }

    private static int parseInt(String value) {
        return (int) parse(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long parse(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("not a whole number: value=" + value + "; write digits, as in 100");
        }
        throw new TypeConversionException("number out of range: value=" + value + "; use at most " + most);
    }
}
