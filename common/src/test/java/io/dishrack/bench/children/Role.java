package io.dishrack.bench.children;

/** What a child JVM can be told to do. */
public interface Role {

    /** Does what a command says and replies. */
    void run(String[] command, Wire wire) throws Exception;

    /** For commands that it does not know. */
    static IllegalArgumentException unknown(String[] command) {
        return new IllegalArgumentException("unknown command: command=" + String.join(" ", command));
    }
}
