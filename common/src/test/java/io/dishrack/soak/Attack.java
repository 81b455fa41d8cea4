package io.dishrack.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Does to the crew what the schedule says, and replaces who is gone. */
final class Attack {

    private final Crew crew;
    private final Evidence evidence;
    private final Path queue;
    private final Marks marks;

    Attack(Crew crew, Evidence evidence, Path queue, Marks marks) {
        this.crew = crew;
        this.evidence = evidence;
        this.queue = queue;
        this.marks = marks;
    }

    /** Does it; says to whom. */
    String perform(Step step) throws IOException, InterruptedException {
        List<String> names = step.victims().stream()
                .map(victim -> crew.worker(victim.slot()).name())
                .toList();
        switch (step.action()) {
            case KILL, SEVERAL, REAPING -> {
                kill(step.victims());
                restart(step.victims());
            }
            case CRASH -> {
                kill(step.victims());
                new CountCheck(evidence, marks).check("all are dead", Found.in(queue));
                restart(step.victims());
            }
            case STARTING -> {
                kill(step.victims());
                restart(step.victims());
                Thread.sleep(step.victims().get(0).delayMillis());
                kill(List.of(step.victims().get(0)));
                restart(step.victims());
            }
            case FREEZE -> freeze(step.victims().get(0));
            case TERM -> terminate(step.victims().get(0));
        }
        return String.join(" ", names);
    }

    /** All, each after its pause; then they are gone and all that they had said is heard. */
    private void kill(List<Step.Victim> victims) throws InterruptedException {
        List<Worker> killed = new ArrayList<>();
        for (Step.Victim victim : victims) {
            if (victims.size() > 1 && victim.delayMillis() > 0) {
                Thread.sleep(victim.delayMillis());
            }
            Worker worker = crew.worker(victim.slot());
            worker.killSoon();
            killed.add(worker);
        }
        for (Worker worker : killed) {
            worker.child().waitFor();
        }
    }

    private void restart(List<Step.Victim> victims) throws IOException {
        for (Step.Victim victim : victims) {
            crew.start(victim.slot(), victim.next());
        }
    }

    private void freeze(Step.Victim victim) throws IOException, InterruptedException {
        Worker worker = crew.worker(victim.slot());
        worker.freeze();
        Thread.sleep(victim.delayMillis());
        if (victim.fatal()) {
            kill(List.of(victim));
            crew.start(victim.slot(), victim.next());
        } else {
            worker.thaw();
        }
    }

    private void terminate(Step.Victim victim) throws IOException, InterruptedException {
        Worker worker = crew.worker(victim.slot());
        worker.terminate();
        crew.awaitEnd(worker);
        crew.start(victim.slot(), victim.next());
    }
}
