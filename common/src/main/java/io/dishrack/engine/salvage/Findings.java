package io.dishrack.engine.salvage;

import io.dishrack.Finding;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Counts findings on their way to the visitor. */
final class Findings {

    private final Consumer<Finding> visitor;
    private final Set<String> files = new HashSet<>();
    private long damages;
    private long notes;

    Findings(Consumer<Finding> visitor) {
        this.visitor = visitor;
    }

    void add(Finding finding) {
        if (finding.damage()) {
            damages++;
            if (finding.number() == 0) {
                files.add(finding.file());
            }
        } else {
            notes++;
        }
        visitor.accept(finding);
    }

    void damage(String file, String fact, String remedy) {
        add(Finding.of(file, fact, remedy));
    }

    void note(String file, String fact, String remedy) {
        add(Finding.note(file, fact, remedy));
    }

    /** Whether damage to that file as a whole was told. */
    boolean hasTold(String file) {
        return files.contains(file);
    }

    long damages() {
        return damages;
    }

    long notes() {
        return notes;
    }
}
