package io.dishrack.crash.points;

import io.dishrack.JoinableQueue;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.region.Region;
import io.dishrack.engine.slots.SlotTable;
import io.dishrack.testkit.Await;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.SmallLedger;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** One scenario on one queue, and what those who play it tell. */
final class Trial {

    private static final int SMALL = 4;
    /** Higher than the pids that the system gives. */
    private static final long NO_PID = 1L << 40;

    final Scenario scenario;
    final boolean watched;
    final Path folder;
    /** Labels of items whose put has returned. */
    final Set<String> put = ConcurrentHashMap.newKeySet();
    /** Labels of items whose done has returned. */
    final Set<String> done = ConcurrentHashMap.newKeySet();
    /** Processes that work for items of those who die. */
    final List<ProcessHandle> children = new CopyOnWriteArrayList<>();

    private final int place;
    private final String key;
    private volatile String end;

    Trial(Scenario scenario, int place, boolean watched, Path folder) {
        this.scenario = scenario;
        this.place = place;
        this.watched = watched;
        this.folder = folder;
        this.key = folder.getFileName().toString();
    }

    String key() {
        return key;
    }

    /** A line of somebody who plays here, without the key. */
    void hear(String line) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "put" -> put.add(words[1]);
            case "done" -> done.add(words[1]);
            case "child" -> ProcessHandle.of(Long.parseLong(words[1])).ifPresent(children::add);
            default -> end = line;
        }
    }

    /** Makes the queue as it was before. */
    void prepare() throws Exception {
        if (scenario.making == Scenario.Making.MISSING) {
            return;
        }
        Actor actor = new Actor("g", folder, scenario.before(), Actor.Point.NOWHERE, this::hear);
        if (scenario.making == Scenario.Making.SMALL_LEDGER) {
            try (JoinableQueue<byte[]> made = actor.open()) {
                made.status();
            }
            SmallLedger.make(folder, SMALL);
        }
        actor.open();
        scenario.given.play(actor);
        actor.close();
        if (scenario.making == Scenario.Making.NO_SLOT_CLEAN) {
            leaveSlotsBehind();
        }
    }

    private void leaveSlotsBehind() {
        Region words = ControlFile.open(folder, true).region();
        for (int slot = 0; slot < ControlDescriptor.SLOTS; slot++) {
            int at = ControlDescriptor.slotOffset(slot);
            words.longPlain(at + ControlDescriptor.SLOT_PID, NO_PID);
            words.longPlain(
                    at + ControlDescriptor.SLOT_LEASE, scenario.options.lease().toMillis());
            words.longPlain(at + ControlDescriptor.SLOT_MAX_ATTEMPTS, 1);
            words.longPlain(
                    at + ControlDescriptor.SLOT_CHECK,
                    new SlotTable(words, null).slot(slot).check());
            words.sealedVolatile(at + ControlDescriptor.SLOT_SINCE, System.currentTimeMillis());
        }
        words.sealedVolatile(ControlDescriptor.SLOT_HIGH_OFFSET, ControlDescriptor.SLOTS);
    }

    /** Lets somebody play a role here. */
    void begin(Child player, String role) {
        end = null;
        player.send(key + " " + scenario.fault + " " + place + " " + role + " " + folder);
    }

    /** Waits until the one who plays has reached the point. */
    void awaitReached(Child player) {
        Await.until(this + " is reached; errors: " + player.errors(), () -> end != null || !player.isAlive());
        if (!"reached".equals(end)) {
            throw new AssertionError(this + " is not reached: " + end + "; errors: " + player.errors());
        }
    }

    /** Ends what the dead have left running, should nobody have done that. */
    void end() {
        children.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public String toString() {
        return scenario.fault + " scenario " + place + (watched ? ", watched" : ", alone");
    }
}
