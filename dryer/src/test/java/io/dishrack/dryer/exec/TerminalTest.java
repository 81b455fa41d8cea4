package io.dishrack.dryer.exec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void onlyTheForegroundGroupOfATerminalIsReachedByItsInterrupt() {
        assertTrue(Terminal.isInForeground("10 (java) S 9 10 9 34816 10 4194304 1"));
        assertFalse(Terminal.isInForeground("10 (java) S 9 10 9 34816 77 4194304 1"), "in the background");
        assertFalse(Terminal.isInForeground("10 (java) S 9 10 9 0 -1 4194304 1"), "no terminal");
        assertTrue(Terminal.isInForeground("10 (a) b) c) S 9 10 9 34816 10 4194304 1"), "odd names of programs");
    }
}
