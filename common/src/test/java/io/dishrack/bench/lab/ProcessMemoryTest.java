package io.dishrack.bench.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the system says about a process, in its words. */
final class ProcessMemoryTest {

    @Test
    void privatePagesAreThoseThatAreCleanAndThoseThatAreDirty() {
        List<String> lines = List.of(
                "55d0f0a00000-7ffd1d5f2000 ---p 00000000 00:00 0                          [rollup]",
                "Rss:               64512 kB",
                "Pss:               45056 kB",
                "Pss_Dirty:         30000 kB",
                "Shared_Clean:      20480 kB",
                "Private_Clean:      1024 kB",
                "Private_Dirty:     40960 kB",
                "Private_Hugetlb:       8 kB");
        assertEquals(new ProcessMemory(64512L << 10, 45056L << 10, 41984L << 10), ProcessMemory.parse(lines));
    }
}
