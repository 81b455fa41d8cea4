package io.dishrack.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For options that name a file; see {@link RawArguments#path}. */
public final class PathConverter implements ITypeConverter<Path> {

    @Override
    public Path convert(String value) {
        if (value.isEmpty()) {
            throw new TypeConversionException("the name is empty; name a file or folder");
        }
        return RawArguments.path(value);
    }
}
