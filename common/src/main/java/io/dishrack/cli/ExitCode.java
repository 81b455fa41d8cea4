package io.dishrack.cli;

/** The exit codes of every command; the contract with scripts. */
public final class ExitCode {

    public static final int OK = 0;
    /** Some items failed for good. */
    public static final int FAILED_ITEMS = 1;

    public static final int USAGE = 2;
    /** The queue can't be used: missing, damaged, incompatible, not permitted, disk full. */
    public static final int UNUSABLE = 3;
    /** A put stayed full, or a join was not over in time. */
    public static final int TIMED_OUT = 4;

    public static final int CLOSED = 5;
    /** A join told to fail without dryers saw none alive. */
    public static final int NO_DRYERS = 6;

    public static final int INTERRUPTED = 130;
    public static final int TERMINATED = 143;

    private ExitCode() {}
}
