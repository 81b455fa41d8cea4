package io.dishrack.bench.children;

import io.dishrack.Durability;

/** What a child JVM can be told to do. */
public interface Role {

    /** Does what a command says and replies. */
    void run(String[] command, Wire wire) throws Exception;

    /** The word at an index, when there is one. */
    static Durability durability(String[] command, int index) {
        return command.length > index ? Durability.valueOf(command[index]) : Durability.PROCESS;
    }

    /** For commands that it does not know. */
    static IllegalArgumentException unknown(String[] command) {
        return new IllegalArgumentException("unknown command: command=" + String.join(" ", command));
    }
}
