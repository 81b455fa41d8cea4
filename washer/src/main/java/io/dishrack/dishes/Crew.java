package io.dishrack.dishes;

import io.dishrack.cli.CommandException;
import io.dishrack.cli.CommandRunner;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.Stdio;
import io.dishrack.washer.run.Stop;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The dryers of a run: started all at once, replaced when they are killed, let go at the end. Thread-safe: the JVM's own
 * watcher threads report the ends of processes.
 */
final class Crew implements AutoCloseable {

    private static final long QUICK_DEATH_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MAX_QUICK_DEATHS = 5;
    private static final int BROKEN_PIPE_SIGNAL = CommandRunner.BROKEN_PIPE - 128;
    /** How long a dryer has for one signal before it gets the next. */
    private static final long HURRY_MILLIS = 300;

    private final List<String> command;
    private final Stdio stdio;
    private final Stop stop;
    private final Relay relay;
    private final Set<Process> alive = new HashSet<>();
    private int quickDeaths;
    private boolean closing;
    private boolean hurried;

    /**
     * Starts nobody yet.
     *
     * @param command for a ProcessBuilder
     * @param stop is failed when the dryers can't work
     * @param relay passes on what they tell; null when they tell it themselves
     */
    Crew(List<String> command, Stdio stdio, Stop stop, Relay relay) {
        this.relay = relay;
        this.command = command;
        this.stdio = stdio;
        this.stop = stop;
    }

    /** Starts so many dryers. */
    void start(int dryers) {
        for (int i = 0; i < dryers; i++) {
            startOne();
        }
    }

    private synchronized void startOne() {
        if (closing) {
            return;
        }
        try {
            long started = System.nanoTime();
            Process dryer = new ProcessBuilder(command)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(relay == null ? Redirect.INHERIT : Redirect.PIPE)
                    .start();
            alive.add(dryer);
            if (relay != null) {
                relay.from(dryer);
            }
            dryer.onExit().thenAccept(ended -> ended(ended, started));
        } catch (IOException e) {
            stop.fail(new CommandException(
                    ExitCode.UNUSABLE,
                    "a dryer can't be started: command=" + command.get(0) + " reason=" + e.getMessage()
                            + "; check that the script is there"));
        }
    }

    private synchronized void ended(Process dryer, long started) {
        alive.remove(dryer);
        notifyAll();
        if (closing) {
            return;
        }
        long lived = System.nanoTime() - started;
        if (dryer.exitValue() == CommandRunner.BROKEN_PIPE) {
            stop.raise(BROKEN_PIPE_SIGNAL); // the reader of our common output has gone: nobody waits for the rest
            return;
        }
        switch (dryer.exitValue()) {
            case ExitCode.OK, ExitCode.INTERRUPTED, ExitCode.TERMINATED -> dismissed(dryer);
            case ExitCode.USAGE, ExitCode.UNUSABLE, ExitCode.CLOSED ->
                stop.fail(new CommandException(
                        dryer.exitValue(), "a dryer has given up: exit=" + dryer.exitValue() + "; it said why above"));
            case ExitCode.FAILED_ITEMS -> {
                // How a dryer ends that saw items fail and was told to go, but also a JVM that did not come up.
                if (lived < QUICK_DEATH_NANOS) {
                    replace(dryer, lived);
                } else {
                    dismissed(dryer);
                }
            }
            default -> replace(dryer, lived);
        }
    }

    /** Somebody told it to go. */
    private void dismissed(Process dryer) {
        stdio.tell("a dryer was told to go: pid=" + dryer.pid() + " left=" + alive.size());
        if (alive.isEmpty()) {
            stop.fail(new CommandException(ExitCode.NO_DRYERS, "all dryers were told to go; run dishes again"));
        }
    }

    private void replace(Process dryer, long livedNanos) {
        quickDeaths = livedNanos < QUICK_DEATH_NANOS ? quickDeaths + 1 : 0;
        String how = dryer.exitValue() > 128 ? "signal=" + (dryer.exitValue() - 128) : "exit=" + dryer.exitValue();
        if (quickDeaths >= MAX_QUICK_DEATHS) {
            stop.fail(new CommandException(
                    ExitCode.NO_DRYERS,
                    "dryers die as soon as they are started: deaths=" + quickDeaths + " " + how
                            + "; find out why with: " + command.get(0) + " --version"));
            return;
        }
        stdio.tell("a dryer died: pid=" + dryer.pid() + " " + how + "; another is started");
        startOne();
    }

    /** Asks all to finish what they are at and go, by the end of their standard input; returns at once. */
    synchronized void letGo() {
        closing = true;
        for (Process dryer : alive) {
            try {
                dryer.getOutputStream().close();
            } catch (IOException e) {
                dryer.destroy(); // no pipe to end: ask it with a signal
            }
        }
    }

    /** Tells all to go now, by signals: a dryer that is asked again hands back what it is at. Returns at once. */
    synchronized void hurry() {
        letGo();
        hurried = true;
        notifyAll();
    }

    /** Lets all go and waits, as long as what they are at takes or until {@link #hurry}. Woken by {@link #ended}. */
    @Override
    public synchronized void close() {
        letGo();
        try {
            while (!alive.isEmpty()) {
                if (hurried) {
                    alive.forEach(Process::destroy);
                }
                wait(hurried ? HURRY_MILLIS : 0);
            }
            if (relay != null) {
                relay.end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
