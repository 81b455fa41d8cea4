package io.dishrack.dryer.run;

/** Hears what became of items that were not simply done, a line each. */
@FunctionalInterface
public interface Messages {

    /** A line: fact, key=value. */
    void tell(String line);
}
