package io.dishrack.cli.progress;

/**
 * What is counted.
 *
 * @param done the word for what has been done, in lines
 * @param unit what follows a number; may be empty
 * @param size how many make one of the unit
 */
public record Measure(String done, String unit, long size) {

    /** Items that come to their end. */
    public static final Measure ITEMS = new Measure("finished", "", 1);

    /** Items that are handled one by one. */
    public static final Measure HANDLED = new Measure("items", "", 1);

    /** Bytes of files. */
    public static final Measure BYTES = new Measure("read", "MB", 1_000_000);
}
