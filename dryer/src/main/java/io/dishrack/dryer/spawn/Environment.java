package io.dishrack.dryer.spawn;

import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The environment of children: what they inherit of this process's own, byte for byte, and some variables that differ
 * from child to child. What is inherited is copied once: whoever sets variables may move them.
 */
final class Environment {

    private final Scratch strings;
    private final Scratch pointers;
    private final long array;
    private final int inherited;

    /** Inherits all but the variables with these names; as many may be set for each child. */
    Environment(List<String> replaced) {
        List<String> kept = own().stream()
                .filter(variable -> replaced.stream().noneMatch(name -> variable.startsWith(name + "=")))
                .toList();
        inherited = kept.size();
        strings = new Scratch(Scratch.size(kept) + 1);
        pointers = new Scratch((inherited + replaced.size() + 2) * Long.BYTES);
        array = pointers.pointers(inherited + replaced.size());
        for (int i = 0; i < inherited; i++) {
            pointers.pointer(array, i, strings.string(kept.get(i)));
        }
    }

    private static List<String> own() {
        List<String> variables = new ArrayList<>();
        Pointer from = SystemLibrary.environment();
        for (long at = 0; from != null && from.getPointer(at) != null; at += Long.BYTES) {
            variables.add(from.getPointer(at).getString(0, StandardCharsets.ISO_8859_1.name()));
        }
        return variables;
    }

    /** With these variables, as in {@code NAME=value}, whose strings are put into {@code memory}; an array of pointers. */
    long with(List<String> variables, Scratch memory) {
        int count = inherited;
        for (String variable : variables) {
            pointers.pointer(array, count++, memory.string(variable));
        }
        pointers.pointer(array, count, 0);
        return array;
    }
}
