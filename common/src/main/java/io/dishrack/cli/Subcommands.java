package io.dishrack.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** A command made of commands, each of which is made only when it is called: reading its options takes milliseconds. */
public interface Subcommands {

    /** Name and maker of each, in the order of the help. */
    Map<String, Supplier<Callable<Integer>>> subcommands();
}
