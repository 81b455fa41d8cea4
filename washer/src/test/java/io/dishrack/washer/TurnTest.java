package io.dishrack.washer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.Delivery;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.JoinableQueue;
import io.dishrack.cli.ExitCode;
import io.dishrack.testkit.Texts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Priorities and times of items, said for all or for each. */
@Timeout(60)
class TurnTest {

    @TempDir
    Path folder;

    private Kitchen kitchen;

    @BeforeEach
    void open() {
        kitchen = new Kitchen(folder);
    }

    /** What can be taken now, in its order. */
    private List<String> taken() throws InterruptedException {
        List<String> texts = new ArrayList<>();
        try (JoinableQueue<byte[]> queue = kitchen.open("dryer")) {
            for (Delivery<byte[]> next = queue.poll(Duration.ZERO); next != null; next = queue.poll(Duration.ZERO)) {
                texts.add(Texts.text(next));
                next.done();
            }
        }
        return texts;
    }

    @Test
    void theHighestPriorityIsTakenFirstAndPutOrderHoldsWithinIt() throws Exception {
        assertEquals(0, kitchen.washer("a\nb\n", "Q"));
        assertEquals(0, kitchen.washer("c\nd\n", "--priority=2", "Q"));
        assertEquals(0, kitchen.washer("", "--priority", "3", "Q", "e"));
        assertEquals(0, kitchen.washer("", "--priority=0", "Q", "f"));
        assertEquals(List.of("e", "c", "d", "a", "b", "f"), taken());
    }

    @Test
    void aJsonLineSaysItOfItsItemAndTheOptionOfTheOthers() throws Exception {
        String lines = """
                {"item":"a","priority":0}
                {"item":"b"}
                {"item":"c","priority":3}
                {"item":"d","priority":3}
                {"item":"e","at":"2020-01-01T00:00Z"}
                {"item":"f","after":"3h","key":"k"}
                """;
        assertEquals(0, kitchen.washer(lines, "--jsonl", "--priority=1", "--after=1h", "Q"), kitchen.told());
        assertEquals(List.of("e"), taken(), "the others have an hour, also that of priority 3");
        List<ItemView> left = kitchen.views();
        long hour = left.get(0).dueMillis();
        assertTrue(hour > System.currentTimeMillis() + 3_000_000, "due=" + hour);
        assertEquals(ItemState.DELAYED, left.get(5).state());
        assertTrue(left.get(5).dueMillis() > hour + 7_000_000, left.get(5).toString());
    }

    @Test
    void noItemComesBeforeItsDelayIsOver() throws Exception {
        long before = System.currentTimeMillis();
        assertEquals(0, kitchen.washer("a\nb\n", "--after=300ms", "Q"));
        try (JoinableQueue<byte[]> queue = kitchen.open("dryer")) {
            for (String expected : List.of("a", "b")) {
                Delivery<byte[]> next = Texts.next(queue);
                assertEquals(expected, Texts.text(next));
                long early = before + 300 - System.currentTimeMillis();
                assertTrue(early <= 0, "early by ms: " + early);
                assertEquals(1, next.attempt(), "waiting is no attempt");
            }
        }
    }

    @Test
    void aTimeWithoutAZoneIsOneHere() throws Exception {
        LocalDateTime time = LocalDateTime.now().plusHours(1).withNano(0);
        long millis = time.atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
        assertEquals(0, kitchen.washer("", "--at", time.toString(), "Q", "a"));
        assertEquals(List.of(), taken());
        long late = kitchen.views().get(0).dueMillis() - millis;
        assertTrue(late >= 0 && late < 1000, "late by ms: " + late);
    }

    @Test
    void mistakesAreRefusedBeforeAnythingIsMade() {
        isAMistake("priority out of range: priority=4; use 0 to 3, the highest", "--priority=4");
        isAMistake("out of range: priority=-1", "--priority=-1");
        isAMistake("--after and --at exclude each other", "--after=1s", "--at=18:00");
        isAMistake("not a duration: value=5", "--after=5");
        isAMistake("not a time: value=noon; write 2026-11-21T18:00, ", "--at=noon");
        isAMistake("the time has passed: at=2020-01-01T00:00Z is=2020-01-01T00:00:00Z now=", "--at=2020-01-01T00:00Z");
        assertFalse(Files.exists(kitchen.queue));
    }

    private void isAMistake(String part, String... options) {
        kitchen.err.reset();
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("Q", "item"));
        assertEquals(ExitCode.USAGE, kitchen.washer("", all.toArray(String[]::new)));
        assertTrue(kitchen.told().contains(part), kitchen.told());
        assertEquals(1, kitchen.told().lines().count(), kitchen.told());
    }
}
