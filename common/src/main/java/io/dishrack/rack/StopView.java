package io.dishrack.rack;

import io.dishrack.ProcessInfo;
import io.dishrack.cli.ExitCode;
import io.dishrack.cli.QueueAddress;
import io.dishrack.cli.Stdio;
import java.time.Duration;
import java.util.List;

/** {@code rack stop}. */
final class StopView {

    private final Stdio stdio;
    private final QueueAddress queue;
    private final boolean json;

    StopView(Stdio stdio, QueueAddress queue, boolean json) {
        this.stdio = stdio;
        this.queue = queue;
        this.json = json;
    }

    int run(List<Long> pids, boolean execute, Duration wait) throws InterruptedException {
        try (DryerCrew crew = DryerCrew.of(queue, execute)) {
            List<ProcessInfo> living = crew.living();
            List<ProcessInfo> chosen = living.stream()
                    .filter(dryer -> pids.isEmpty() || pids.contains(dryer.pid()))
                    .toList();
            if (execute) {
                chosen.forEach(dryer -> crew.dismiss(dryer.pid()));
            }
            try (Screen screen = new Screen(stdio)) {
                new CrewTable(screen, json).dismissed(chosen, execute);
            }
            stdio.tell((execute ? "asked to go: dryers=" : "would ask to go: dryers=") + chosen.size() + " queue="
                    + queue.text() + (execute ? "" : "; add --execute to do it"));
            int exitCode = tellStrangers(pids, chosen);
            return execute && !crew.await(wait, () -> crew.areGone(chosen)) ? late(crew, chosen) : exitCode;
        }
    }

    private int tellStrangers(List<Long> pids, List<ProcessInfo> chosen) {
        int exitCode = ExitCode.OK;
        for (long pid : pids) {
            if (chosen.stream().noneMatch(dryer -> dryer.pid() == pid)) {
                stdio.tell("no living dryer: pid=" + pid + " queue=" + queue.text() + "; rack status shows who is");
                exitCode = ExitCode.FAILED_ITEMS;
            }
        }
        return exitCode;
    }

    private int late(DryerCrew crew, List<ProcessInfo> chosen) {
        stdio.tell("not gone yet: dryers="
                + chosen.stream().filter(crew::isLiving).count() + " queue=" + queue.text()
                + "; they finish what runs, rack status shows since when");
        return ExitCode.TIMED_OUT;
    }
}
