package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.Kept;
import io.dishrack.ProcessInfo;
import io.dishrack.QueueStatus;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.control.Gate;
import io.dishrack.engine.control.Pulse;
import io.dishrack.engine.ledger.Tally;
import io.dishrack.engine.log.LogWords;
import io.dishrack.engine.slots.Slot;
import io.dishrack.engine.slots.SlotTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a status of what the files say. Changes nothing. */
final class Statuses {

    private Statuses() {}

    static QueueStatus of(Path folder, ControlFile control, Census census, SlotTable slots) {
        List<ProcessInfo> processes = new ArrayList<>();
        Census.Count count = census.count();
        Tally tally = count.tally();
        for (int index = 0; index < slots.high(); index++) {
            Slot slot = slots.slot(index);
            if (slot.isInUse()) {
                slot.verify();
                processes.add(process(slots, slot, tally));
            }
        }
        long gate = control.gate().wordVolatile();
        return new QueueStatus(
                count.put(),
                count.ready(),
                tally.of(ItemState.TAKEN),
                tally.of(ItemState.DELAYED),
                tally.done(),
                tally.dead(),
                tally.cancelled(),
                control.maxSize(),
                control.shutdownVolatile() != ControlFile.OPEN,
                Gate.limit(gate),
                Gate.isPaused(gate),
                control.createdMillis(),
                QueueFolder.diskBytes(folder),
                new Kept(
                        LogWords.items(control.region()).firstKept(),
                        control.keeping().historyBytes(),
                        control.keeping().resultBytes()),
                new Paces(new Pulse(control), System.currentTimeMillis()).of(count),
                List.copyOf(processes));
    }

    private static ProcessInfo process(SlotTable slots, Slot slot, Tally tally) {
        long taken = tally.taken(slot.index());
        return new ProcessInfo(
                slot.pid(),
                slot.role(),
                liveness(slots, slot),
                slot.startedMillis(),
                taken,
                taken == 0 ? 0 : tally.firstTaken(slot.index()),
                taken == 0 ? 0 : slot.busySinceMillis(),
                slot.isDismissed());
    }

    private static ProcessInfo.Liveness liveness(SlotTable slots, Slot slot) {
        if (!slots.isAlive(slot)) {
            return ProcessInfo.Liveness.DEAD;
        }
        long silent = System.currentTimeMillis() - slot.heartbeatAcquire();
        return silent > slot.patienceMillis() ? ProcessInfo.Liveness.FROZEN : ProcessInfo.Liveness.ALIVE;
    }
}
