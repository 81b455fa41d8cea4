package io.dishrack.dryer;

import io.dishrack.cli.Event;
import io.dishrack.cli.Signals;
import io.dishrack.dryer.run.Dryer;
import io.dishrack.dryer.run.Messages;
import java.io.IOException;
import java.io.InputStream;

/**
 * Turns signals, and the end of standard input when that was asked for, into a stop: the first one lets what runs finish,
 * a second signal does not, and a third ends the process where it stands.
 */
final class Stopper {

    private final Messages messages;
    private Dryer dryer;
    private boolean stopAsked;
    private int signals;
    private int fatal;

    Stopper(Messages messages) {
        this.messages = messages;
    }

    /**
     * Begins to listen.
     *
     * @param input its end is a stop too; or null
     */
    void listen(InputStream input) {
        Signals.handle(this::signal);
        if (input != null) {
            Thread thread = new Thread(() -> awaitEnd(input), "dryer-stdin");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void awaitEnd(InputStream input) {
        byte[] ignored = new byte[512];
        try {
            while (input.read(ignored) >= 0) {
                continue; // only the end says something
            }
        } catch (IOException e) {
            messages.tell(
                    Event.of(Event.MESSAGE, "standard input can't be read: reason=" + e.getMessage() + "; stopping"));
        }
        stop();
    }

    synchronized void stop() {
        stopAsked = true;
        if (dryer != null) {
            dryer.stop();
        }
    }

    synchronized void signal(int number) {
        signals++;
        if (signals == 1) {
            messages.tell(Event.of("stopping", "stopping: what runs is finished; a second signal ends it at once")
                    .with("signal", number));
            stop();
            return;
        }
        if (signals > 2) {
            Runtime.getRuntime().halt(Signals.exitCode(number));
        }
        fatal = Signals.exitCode(number);
        if (dryer != null) {
            dryer.abort();
        }
    }

    /** From now on this dryer is what is stopped; at once, when a stop was asked for already. */
    synchronized void attach(Dryer running) {
        dryer = running;
        if (fatal != 0) {
            running.abort();
        } else if (stopAsked) {
            running.stop();
        }
    }

    synchronized boolean stopAsked() {
        return stopAsked;
    }

    /** The exit code of the program: that of a signal which did not let it finish, else the given one. */
    synchronized int exitCode(int otherwise) {
        return fatal != 0 ? fatal : otherwise;
    }
}
