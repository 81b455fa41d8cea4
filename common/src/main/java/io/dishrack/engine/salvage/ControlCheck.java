package io.dishrack.engine.salvage;

import io.dishrack.Finding;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.slots.SlotTable;

/** Checks the control file by itself and against queue.properties. */
final class ControlCheck {

    private static final String REBUILT = "repair rebuilds it from the item log and the ledger";

    private final Basis basis;
    private final Findings findings;

    ControlCheck(Basis basis, Findings findings) {
        this.basis = basis;
        this.findings = findings;
    }

    void run() {
        ControlFile control = basis.control.control();
        if (control == null) {
            findings.damage(ControlFile.NAME, basis.control.fact().replaceFirst("; [^;]*$", ""), REBUILT);
            return;
        }
        basis.control
                .damagedWords()
                .forEach((offset, name) -> findings.add(
                        new Finding(ControlFile.NAME, 0, offset, "word is damaged: " + name, REBUILT, true)));
        slots(control);
        differs("id", control.queueId());
        differs("maxSize", control.maxSize());
        differs("segmentBytes", control.segmentBytes());
        differs("historyBytes", control.keeping().historyBytes());
        differs("resultBytes", control.keeping().resultBytes());
    }

    private void slots(ControlFile control) {
        SlotTable slots = new SlotTable(control.region(), null);
        for (int index = 0; index < ControlDescriptor.SLOTS; index++) {
            try {
                slots.slot(index).verify();
            } catch (QueueUnusableException e) {
                if (basis.word(ControlDescriptor.slotOffset(index)).isPresent()) {
                    findings.add(new Finding(
                            ControlFile.NAME,
                            0,
                            ControlDescriptor.slotOffset(index),
                            "process record is damaged: slot=" + index,
                            REBUILT,
                            true));
                }
            }
        }
    }

    private void differs(String name, long value) {
        var labelled = basis.label.number(name);
        if (labelled.isPresent() && labelled.getAsLong() != value) {
            findings.damage(
                    QueueFiles.PROPERTIES,
                    name + " differs from control",
                    "repair writes it anew from control; if control is of another queue, restore the right one first");
        }
    }
}
