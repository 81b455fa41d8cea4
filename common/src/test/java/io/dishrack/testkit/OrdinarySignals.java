package io.dishrack.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that hears INT and HUP also where whoever started the tests ignores them, as a shell does for its background
 * jobs and nohup for its command: an ignored signal stays ignored in every child.
 */
public final class OrdinarySignals {

    private OrdinarySignals() {}

    /** The command, its pid unchanged, by way of env(1) of GNU coreutils 8.31 or newer. */
    public static List<String> of(List<String> command) {
        List<String> all = new ArrayList<>(List.of("env", "--default-signal=INT,HUP"));
        all.addAll(command);
        return all;
    }
}
