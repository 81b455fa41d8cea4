package io.dishrack.washer.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IntakeTest {

    @Test
    void everythingReadIsTakenInOrderAndThenTheEnd() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            text.append(i).append('\n');
        }
        try (Intake intake = Intake.start(
                Delimited.lines(new ByteArrayInputStream(text.toString().getBytes())))) {
            int next = 0;
            for (Batch batch = intake.take(); batch != null; batch = intake.take()) {
                for (Item item : batch.items()) {
                    assertEquals(String.valueOf(next++), new String(item.payload()));
                }
            }
            assertEquals(5000, next);
            assertNull(intake.take());
        }
    }

    @Test
    void whatCameBeforeABadLineIsTakenBeforeTheError() throws Exception {
        byte[] text = "{\"item\":\"a\"}\n{\"item\":\"b\"}\noops\n".getBytes();
        try (Intake intake = Intake.start(new JsonLines(new ByteArrayInputStream(text)))) {
            assertEquals(2, intake.take().items().size());
            assertThrows(BadInputException.class, intake::take);
        }
    }

    @Test
    void stopEndsATakeThatWaitsForAnIdleProducer() throws Exception {
        try (PipedOutputStream producer = new PipedOutputStream();
                Intake intake = Intake.start(Delimited.lines(new PipedInputStream(producer)))) {
            producer.write("one\n".getBytes());
            producer.flush();
            assertEquals(1, intake.take().items().size());
            CompletableFuture<Batch> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return intake.take();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            intake.stop();
            assertNull(waiting.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aReadThatFailsIsTheTakersError() throws Exception {
        PipedInputStream unconnected = new PipedInputStream();
        try (Intake intake = Intake.start(Delimited.lines(unconnected))) {
            assertEquals(
                    "Pipe not connected",
                    assertThrows(java.io.IOException.class, intake::take).getMessage());
        }
    }
}
