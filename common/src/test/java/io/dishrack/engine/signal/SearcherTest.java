package io.dishrack.engine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.engine.control.ControlDescriptor;
import io.dishrack.engine.region.Region;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One search at a time, which nobody's death makes last. */
final class SearcherTest {

    private final AtomicLong now = new AtomicLong(-100);
    private Region control;
    private Searcher one;
    private Searcher other;

    @BeforeEach
    void map(@TempDir Path folder) {
        Path file = folder.resolve("words");
        Region.create(file, new byte[ControlDescriptor.LENGTH]);
        control = Region.map(file, ControlDescriptor.LENGTH, true);
        one = new Searcher(control, now::get);
        other = new Searcher(control, now::get);
    }

    @Test
    void whileOneSearchesNobodyElseBegins() {
        assertFalse(other.isSearching());
        long search = one.begin();
        assertNotEquals(0, search);
        assertTrue(other.isSearching());
        assertEquals(0, other.begin());
        one.end(search);
        assertFalse(other.isSearching());
        assertNotEquals(0, other.begin());
    }

    @Test
    void theSearchOfOneThatDiedEndsByItself() {
        one.begin();
        now.addAndGet(Searcher.PATIENCE_NANOS - 1);
        assertTrue(other.isSearching());
        now.incrementAndGet();
        assertFalse(other.isSearching());
        assertNotEquals(0, other.begin());
    }

    @Test
    void whoWasHaltedDoesNotEndTheSearchOfItsSuccessor() {
        long halted = one.begin();
        now.addAndGet(2 * Searcher.PATIENCE_NANOS);
        assertNotEquals(0, other.begin());
        one.end(halted);
        assertTrue(one.isSearching());
    }

    @Test
    void aDamagedWordKeepsNobodyFromSearching() {
        for (long word : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, -1, 1L << 40}) {
            control.longVolatile(ControlDescriptor.SEARCHER_OFFSET, word);
            now.set(1_000_000_000_000_000L);
            assertFalse(one.isSearching());
            one.end(one.begin());
            assertEquals(0, control.longVolatile(ControlDescriptor.SEARCHER_OFFSET));
        }
    }
}
