package io.dishrack.dryer.coprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemState;
import io.dishrack.dryer.Sink;
import io.dishrack.dryer.SinkTest;
import io.dishrack.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoprocessTest extends SinkTest {

    @Test
    void catIsACoprocessAndEachLineIsTheOutputOfItsItem() throws Exception {
        String[] items = IntStream.range(0, 2000).mapToObj(i -> "item " + i).toArray(String[]::new);
        sink.put(items);
        assertEquals(0, sink.dry("--coprocess", "QUEUE", "--", "cat").code());
        for (long number : new long[] {1, 2, 777, 2000}) {
            assertEquals(items[(int) number - 1] + "\n", sink.output(number));
        }
        assertEquals(2000, sink.queue().status().done());
    }

    @Test
    void answersGoToStandardOutputInOrderWhenNoResultIsWanted() throws Exception {
        String[] items = IntStream.range(0, 5000).mapToObj(i -> "n" + i).toArray(String[]::new);
        sink.putPlain(items);
        assertEquals(
                String.join("\n", items) + "\n",
                sink.dry("--coprocess", "QUEUE", "--", "cat").text());
    }

    @Test
    void everyByteButTheLinesEndArrives() throws Exception {
        String odd = "\u00ff\u00fe\0\r\t $(touch PWNED) \u0001";
        sink.put(odd, "", "fail-1");
        assertEquals(0, sink.dry("--coprocess", "QUEUE", "--", "cat").code());
        assertEquals(odd + "\n", sink.output(1));
        assertEquals("\n", sink.output(2));
        assertEquals("fail-1\n", sink.output(3));
    }

    @Test
    void linesLongerThanAPipeDoNotLockBothSidesUp() throws Exception {
        String large = "x".repeat(3_000_000);
        sink.put(large, large);
        assertEquals(
                0, sink.dry("--coprocess", "--batch=2", "QUEUE", "--", "cat").code());
        assertEquals(large + "\n", sink.output(1));
        assertEquals(large + "\n", sink.output(2));
    }

    @Test
    void anItemWithANewlineIsRejectedUnlessLinesEndWithNul() throws Exception {
        sink.put("a\nb", "c");
        assertEquals(1, sink.dry("--coprocess", "QUEUE", "--", "cat").code());
        assertEquals(ItemState.DEAD, sink.results().get(1L).state());
        assertTrue(sink.error(1).contains("--null"), sink.error(1));
        assertEquals(ItemState.DONE, sink.results().get(2L).state());
        sink.put("a\nb");
        assertEquals(0, sink.dry("--coprocess", "-0", "QUEUE", "--", "cat").code());
        assertEquals("a\nb\0", sink.output(3));
    }

    @Test
    void theFailWordFailsTheItemWithItsMessage() throws Exception {
        sink.put("good", "bad", "worse", "good again");
        String judge = "while IFS= read -r item; do case $item in bad) echo \"$DISHRACK_FAIL it is bad\";; "
                + "worse) echo \"$DISHRACK_FAIL\";; *) echo \"${DISHRACK_FAIL}x $item\";; esac; done";
        assertEquals(
                1,
                sink.dry("--coprocess", "--max-attempts=1", "--shell", judge, "QUEUE")
                        .code());
        assertEquals(ItemState.DONE, sink.results().get(1L).state());
        assertEquals("it is bad", sink.error(2));
        assertEquals(ItemState.DEAD, sink.results().get(2L).state());
        assertEquals(ItemState.DEAD, sink.results().get(3L).state());
        assertEquals("", sink.error(3));
        assertTrue(sink.output(4).endsWith("x good again\n"), "a longer word is no failure");
    }

    @Test
    void theRejectWordMakesADeadLetterAtOnce() throws Exception {
        sink.put("good", "bad", "worse");
        String judge = "while IFS= read -r item; do case $item in bad) echo \"$DISHRACK_REJECT it is bad\";; "
                + "worse) echo \"$DISHRACK_FAIL it is worse\";; *) echo \"${DISHRACK_REJECT}x\";; esac; done";
        assertEquals(
                1,
                sink.dry("--coprocess", "--max-attempts=2", "--retry-delay=1ms", "--shell", judge, "QUEUE")
                        .code());
        assertEquals(ItemState.DONE, sink.results().get(1L).state());
        assertEquals("it is bad", sink.error(2));
        assertEquals(1, sink.results().get(2L).attempt());
        assertEquals(2, sink.results().get(3L).attempt());
    }

    @Test
    void whenItEndsTheUnansweredFirstHasFailedAndTheOthersGoOn() throws Exception {
        sink.put("1", "2", "poison", "4", "5");
        String brittle = "while read -r item; do [ \"$item\" = poison ] && exit 9; echo \"$item\"; done";
        Sink.Ran ran = sink.dry(
                "--coprocess", "--batch=5", "--max-attempts=2", "--retry-delay=1ms", "--shell", brittle, "QUEUE");
        assertEquals(1, ran.code());
        assertEquals(4, sink.queue().status().done());
        assertEquals(ItemState.DEAD, sink.results().get(3L).state());
        assertEquals(9, sink.results().get(3L).report().exitCode());
        assertEquals(1, sink.results().get(5L).attempt(), "not begun, so not an attempt");
    }

    @Test
    void oneThatEndsAgainAndAgainEndsTheDryerBeforeAllItemsAreBurned() throws Exception {
        sink.put(IntStream.range(0, 100).mapToObj(Integer::toString).toArray(String[]::new));
        Sink.Ran ran = sink.dry("--coprocess", "--max-attempts=1", "QUEUE", "--", "false");
        assertEquals(1, ran.code());
        assertTrue(ran.errors().contains("coprocess ends again and again"), ran.errors());
        assertEquals(5, sink.queue().status().dead());
        assertEquals(95, sink.queue().status().ready());
    }

    @Test
    void oneThatAnswersTooMuchEndsTheDryer() throws Exception {
        sink.put("a", "b", "c");
        Sink.Ran ran =
                sink.dry("--coprocess", "--batch=1", "--shell", "while read -r x; do echo 1; echo 2; done", "QUEUE");
        assertEquals(1, ran.code());
        assertTrue(ran.errors().contains("answers more lines than it was sent"), ran.errors());
    }

    @Test
    void aTimeOutFailsTheItemAtWorkAndEndsTheCoprocess() throws Exception {
        sink.put("1", "hang", "3");
        Path pid = temp.resolve("pid");
        String slow = "while read -r item; do if [ \"$item\" = hang ]; then sleep 1000 & echo $! >" + pid
                + "; wait; fi; echo \"$item\"; done";
        assertEquals(
                1,
                sink.dry("--coprocess", "--timeout=300ms", "--max-attempts=1", "--batch=3", "--shell", slow, "QUEUE")
                        .code());
        assertEquals(124, sink.results().get(2L).report().exitCode());
        assertEquals(ItemState.DONE, sink.results().get(1L).state());
        assertEquals(ItemState.DONE, sink.results().get(3L).state());
        long sleeper = Long.parseLong(Files.readString(pid).strip());
        Await.until(
                "the sleeper is gone",
                () -> !ProcessHandle.of(sleeper).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void itSeesTheEndOfItsInputWhenTheDryerEnds() throws Exception {
        sink.put("a");
        Path ended = temp.resolve("ended");
        assertEquals(
                0,
                sink.dry("--coprocess", "--shell", "cat; echo bye >" + ended, "QUEUE")
                        .code());
        assertEquals("bye\n", Files.readString(ended));
    }

    @Test
    void aLastLineWithoutItsEndIsNoAnswer() throws Exception {
        LineReader reader = new LineReader(new java.io.ByteArrayInputStream("a\n\nbc".getBytes()), (byte) '\n', 1000);
        assertArrayEquals("a\n".getBytes(), reader.next());
        assertTrue(reader.hasLine());
        assertArrayEquals("\n".getBytes(), reader.next());
        assertEquals(null, reader.next());
    }
}
