package io.dishrack.cli;

/** Ends a command with a message and an exit code. */
public final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * The end of a command.
     *
     * @param exitCode one of {@link ExitCode}
     * @param message one line: fact, key=value, way out
     */
    public CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The exit code of the program. */
    public int exitCode() {
        return exitCode;
    }
}
