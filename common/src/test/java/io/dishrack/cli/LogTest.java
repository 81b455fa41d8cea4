package io.dishrack.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogTest {

    private static final String BEGIN = "\\{\"time\":\"20\\d\\d-[0-9:.T-]+Z\",\"program\":\"scrub\",\"pid\":\\d+,";

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Log log = new Log("scrub", new PrintStream(err, true, StandardCharsets.UTF_8));

    private String told() {
        String told = err.toString(StandardCharsets.UTF_8);
        err.reset();
        return told;
    }

    @Test
    void anEventIsALineForPeopleAndAnObjectForPrograms() {
        Event event = Event.of("pot_clean", "pot is clean: pot=3")
                .with("pot", 3)
                .with("soap", null)
                .with("rate", 2.00049)
                .with("hot", true)
                .with("worker", "a \"b\"\n");
        log.tell(event);
        log.tell(Event.quiet("started"));
        assertEquals("scrub: pot is clean: pot=3\n", told());
        log.asJson();
        log.tell(event);
        String told = told();
        assertTrue(
                told.matches(
                        BEGIN + "\"event\":\"pot_clean\",\"message\":\"pot is clean: pot=3\",\"pot\":3,\"rate\":2.0,"
                                + "\"hot\":true,\"worker\":\"a \\\\\"b\\\\\"\\\\n\"\\}\n"),
                told);
        log.tell(Event.quiet("started"));
        told = told();
        assertTrue(told.matches(BEGIN + "\"event\":\"started\"\\}\n"), told);
    }

    @Test
    void whatOthersSayIsPassedOnAsItIsOrALineAnEvent() throws IOException {
        OutputStream foreign = log.foreign();
        foreign.write("half".getBytes(StandardCharsets.UTF_8));
        assertEquals("half", told());
        log.asJson();
        foreign.write("a line\nand ".getBytes(StandardCharsets.UTF_8));
        foreign.write("more".getBytes(StandardCharsets.UTF_8));
        String told = told();
        assertTrue(told.matches(BEGIN + "\"event\":\"stderr\",\"message\":\"a line\"\\}\n"), told);
        foreign.flush();
        told = told();
        assertTrue(told.endsWith("\"message\":\"and more\"}\n"), told);
    }

    @Test
    void aLineTakesTheRowAwayFirst() {
        log.draw("half done", 80);
        assertEquals("\rhalf done\u001b[K", told());
        log.tell(Event.of(Event.MESSAGE, "said"));
        assertEquals("\r\u001b[Jscrub: said\n", told());
        log.erase();
        assertEquals("", told());
    }

    @Test
    void aRowThatANarrowerTerminalHasWrappedIsDrawnOverWhole() {
        log.draw("x".repeat(79), 80);
        told();
        log.draw("y".repeat(29), 30);
        assertEquals("\u001b[2A\r" + "y".repeat(29) + "\u001b[J", told());
    }
}
