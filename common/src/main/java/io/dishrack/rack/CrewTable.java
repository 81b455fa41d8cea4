package io.dishrack.rack;

import io.dishrack.ProcessInfo;
import java.util.List;

/** The dryers that a command deals with, as rows or as JSON. */
final class CrewTable {

    private final Screen screen;
    private final boolean json;

    CrewTable(Screen screen, boolean json) {
        this.screen = screen;
        this.json = json;
    }

    /** Those who are asked to go, or would be. */
    void dismissed(List<ProcessInfo> dryers, boolean executed) {
        if (!json && !dryers.isEmpty()) {
            screen.row(screen.bold(cells("PROCESS", "STATE", "TAKEN")));
        }
        for (ProcessInfo dryer : dryers) {
            if (json) {
                Json.document(screen.bytes(), out -> {
                    out.writeNumberField("pid", dryer.pid());
                    out.writeStringField("liveness", Json.name(dryer.liveness()));
                    out.writeNumberField("taken", dryer.taken());
                    out.writeBooleanField("dismissed", executed || dryer.dismissed());
                });
            } else {
                screen.row(cells(Long.toString(dryer.pid()), Json.name(dryer.liveness()), Human.count(dryer.taken())));
            }
        }
    }

    /** One that was started, or the command that would be. */
    void started(long pid, String log, List<String> command) {
        if (json) {
            Json.document(screen.bytes(), out -> {
                if (pid > 0) {
                    out.writeNumberField("pid", pid);
                    out.writeStringField("log", log);
                }
                out.writeArrayFieldStart("command");
                for (String argument : command) {
                    out.writeString(io.dishrack.cli.RawArguments.text(argument));
                }
                out.writeEndArray();
                out.writeBooleanField("started", pid > 0);
            });
        } else if (pid > 0) {
            screen.row("started  " + pid + "  " + log);
        }
    }

    private static String cells(String pid, String state, String taken) {
        return Human.right(pid, 8) + "  " + Human.left(state, 6) + "  " + Human.right(taken, 10);
    }
}
