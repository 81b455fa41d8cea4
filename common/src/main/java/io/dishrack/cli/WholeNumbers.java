package io.dishrack.cli;

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Makes the parser's words about numbers plain: its own speak of Java's types. Classes, not lambdas: a class-data archive
 * takes no lambda of the parser's interface, whose class file is of an old format, and then no converter at all.
 */
final class WholeNumbers {

    private WholeNumbers() {}

    /** For all options of a command and its subcommands. */
    static void register(CommandLine line) {
        LongConverter toLong = new LongConverter();
        line.registerConverter(Long.class, toLong);
        line.registerConverter(long.class, toLong);
        IntegerConverter toInteger = new IntegerConverter();
        line.registerConverter(Integer.class, toInteger);
        line.registerConverter(int.class, toInteger);
    }

    private static final class LongConverter implements ITypeConverter<Long> {

        @Override
        public Long convert(String value) {
            return parse(value, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private static final class IntegerConverter implements ITypeConverter<Integer> {

        @Override
        public Integer convert(String value) {
            return (int) parse(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
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
