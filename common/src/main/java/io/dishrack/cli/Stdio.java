package io.dishrack.cli;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The standard streams of a program and its name, injected so that tests can stand in for them. Standard output carries
 * data only, as bytes and unbuffered; everything else is told on standard error, after the program's name.
 *
 * @param in standard input
 * @param out standard output; a failed write is a {@link StandardOutputException}
 * @param log standard error, and the name that messages begin with
 * @param terminals which of them are terminals
 */
public record Stdio(InputStream in, OutputStream out, Log log, Terminals terminals) {

    /** Which of standard input, output and error are terminals. */
    public record Terminals(boolean in, boolean out, boolean err) {

        /** None of them. */
        public static final Terminals NONE = new Terminals(false, false, false);

        static Terminals ofProcess() {
            return new Terminals(isTerminal(0), isTerminal(1), isTerminal(2));
        }

        private static boolean isTerminal(int descriptor) {
            Path link = Path.of("/proc/self/fd/" + descriptor);
            try {
                String target = Files.readSymbolicLink(link).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            } catch (java.io.IOException e) {
                return System.console() != null; // no /proc here: true when both input and output are terminals
            }
        }
    }

    /** The streams of this process. Standard input is wrapped: left alone it seeks to read all, which no pipe can. */
    public static Stdio ofProcess(String program) {
        return new Stdio(
                new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
                new StandardOutput(new FileOutputStream(FileDescriptor.out)),
                new Log(program, System.err),
                Terminals.ofProcess());
    }

    /** Streams that are no terminals. */
    public static Stdio of(String program, InputStream in, OutputStream out, PrintStream err) {
        return new Stdio(in, new StandardOutput(out), new Log(program, err), Terminals.NONE);
    }

    /** The name that messages begin with. */
    public String program() {
        return log.program();
    }

    /** Standard error as it is, for what is not told in lines. */
    public PrintStream err() {
        return log.err();
    }

    /** Tells the user something on standard error, in one line. */
    public void tell(String message) {
        log.tell(Event.of(Event.MESSAGE, message));
    }

    /** Tells what happened. */
    public void tell(Event event) {
        log.tell(event);
    }

    /** Whether what goes to standard output may be coloured. */
    public boolean colour() {
        return terminals.out() && allowsColour(System.getenv("NO_COLOR"), System.getenv("TERM"));
    }

    static boolean allowsColour(String noColor, String term) {
        return (noColor == null || noColor.isEmpty()) && !"dumb".equals(term);
    }
}
