package io.dishrack.bench.report;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine and the JVM that the figures are from. */
public final class Machine {

    private static final double KIB_PER_GIB = 1 << 20;

    private Machine() {}

    /** Facts in the order in which they are shown. */
    public static Map<String, String> describe(Path work) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("cpu", fact("/proc/cpuinfo", "model name"));
        String total = fact("/proc/meminfo", "MemTotal");
        facts.put("memory", Unit.number(Double.parseDouble(total.split(" ")[0]) / KIB_PER_GIB) + " GiB");
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("jdk", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        FileStore store = Files.getFileStore(work);
        facts.put("folder", work.getParent() + ", " + store.type() + " on " + store.name());
        facts.put("load", Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        return facts;
    }

    private static String fact(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0 unknown");
    }
}
