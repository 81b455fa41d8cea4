package io.dishrack.rack;

import io.dishrack.ItemState;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a state. */
final class States implements ITypeConverter<ItemState> {

    @Override
    public ItemState convert(String value) {
        try {
            return ItemState.valueOf(value.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "no such state: state=" + value + "; use ready, taken, delayed, done, dead or cancelled");
        }
    }

    static String name(ItemState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
