package io.dishrack.bench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process occupies, from /proc, in bytes.
 *
 * @param resident all of its pages that are in memory
 * @param proportional the same, with each shared page divided by those who share it
 * @param own pages that are its alone
 */
public record ProcessMemory(long resident, long proportional, long own) {

    private static final long KIB = 1024;

    public static ProcessMemory of(long pid) throws IOException {
        return parse(Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")));
    }

    static ProcessMemory parse(List<String> lines) {
        return new ProcessMemory(
                bytes(lines, "Rss:"),
                bytes(lines, "Pss:"),
                bytes(lines, "Private_Clean:") + bytes(lines, "Private_Dirty:"));
    }

    private static long bytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(
                        line.substring(name.length()).replace("kB", "").strip()))
                .map(kib -> kib * KIB)
                .sum();
    }
}
