package io.dishrack.cli;

import io.dishrack.Durability;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durability levels by their names on the command line. */
public final class DurabilityConverter implements ITypeConverter<Durability> {

    /** For picocli. */
    public DurabilityConverter() {}

    @Override
    public Durability convert(String text) {
        for (Durability durability : Durability.values()) {
            if (durability.label().equals(text)) {
                return durability;
            }
        }
        throw new TypeConversionException(
                "unknown durability: durability=" + RawArguments.text(text) + "; use process, machine or machine/50ms");
    }
}
