package io.dishrack.rack;

import io.dishrack.ProcessInfo;
import io.dishrack.cli.CommandException;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code rack scale}. */
final class ScaleView {

    private final Stdio stdio;
    private final QueueAddress queue;
    private final boolean json;

    ScaleView(Stdio stdio, QueueAddress queue, boolean json) {
        this.stdio = stdio;
        this.queue = queue;
        this.json = json;
    }

    /** With those arguments for new ones, or, when there are none, those of a dryer that is there. */
    int run(int wanted, List<String> arguments, boolean execute, Duration wait) throws InterruptedException {
        try (DryerCrew crew = DryerCrew.of(queue, execute)) {
            List<ProcessInfo> staying = crew.staying();
            if (staying.size() > wanted) {
                return shrink(crew, staying.subList(0, staying.size() - wanted), execute, wait);
            }
            if (staying.size() < wanted) {
                return grow(crew, wanted, arguments, execute, wait);
            }
        }
        stdio.tell("nothing to do: dryers=" + wanted + " queue=" + queue.text());
        return ExitCode.OK;
    }

    private int shrink(DryerCrew crew, List<ProcessInfo> surplus, boolean execute, Duration wait)
            throws InterruptedException {
        if (execute) {
            surplus.forEach(dryer -> crew.dismiss(dryer.pid()));
        }
        try (Screen screen = new Screen(stdio)) {
            new CrewTable(screen, json).dismissed(surplus, execute);
        }
        stdio.tell((execute ? "asked to go: dryers=" : "would ask to go: dryers=") + surplus.size() + " queue="
                + queue.text() + (execute ? "" : "; add --execute to do it"));
        if (execute && !crew.await(wait, () -> crew.areGone(surplus))) {
            stdio.tell("not gone yet: queue=" + queue.text() + "; they finish what runs, rack status shows since when");
            return ExitCode.TIMED_OUT;
        }
        return ExitCode.OK;
    }

    private int grow(DryerCrew crew, int wanted, List<String> arguments, boolean execute, Duration wait)
            throws InterruptedException {
        int missing = wanted - crew.staying().size();
        DryerStart start =
                arguments.isEmpty() ? DryerStart.like(crew.staying(), queue) : DryerStart.with(arguments, queue);
        List<Process> started = new ArrayList<>();
        try (Screen screen = new Screen(stdio)) {
            CrewTable table = new CrewTable(screen, json);
            for (int i = 1; i <= missing; i++) {
                if (!execute) {
                    table.started(0, null, start.command());
                    continue;
                }
                DryerLog log = DryerLog.create(queue.folder(), i);
                started.add(start.start(log.file()));
                table.started(started.get(i - 1).pid(), log.file().toString(), start.command());
            }
        }
        stdio.tell((execute ? "started: dryers=" : "would start: dryers=") + missing + " queue=" + queue.text()
                + " command=" + start.text() + (execute ? "" : "; add --execute to do it"));
        return execute ? awaitThem(crew, wanted, started, wait) : ExitCode.OK;
    }

    private int awaitThem(DryerCrew crew, int wanted, List<Process> started, Duration wait)
            throws InterruptedException {
        boolean there = crew.await(
                wait, () -> crew.staying().size() >= wanted || started.stream().noneMatch(Process::isAlive));
        if (!wait.isZero() && there && crew.staying().size() < wanted) {
            throw new CommandException(
                    ExitCode.UNUSABLE,
                    "dryers ended as soon as they were started: started=" + started.size() + " queue=" + queue.text()
                            + "; the newest logs in " + queue.folder().resolve(DryerLog.FOLDER) + " say why");
        }
        if (!there) {
            stdio.tell("not all are there yet: dryers=" + crew.staying().size() + " wanted=" + wanted + " queue="
                    + queue.text() + "; the newest logs in "
                    + queue.folder().resolve(DryerLog.FOLDER) + " say why");
            return ExitCode.TIMED_OUT;
        }
        return ExitCode.OK;
    }
}
