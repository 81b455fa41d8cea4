package io.dishrack.dryer;

import io.dishrack.Report;
import io.dishrack.dryer.handler.HandlerBrokenException;
import io.dishrack.dryer.handler.ItemRejectedException;
import io.dishrack.dryer.handler.Task;
import io.dishrack.dryer.handler.TaskHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Does what its item says. */
public final class FailingHandler implements TaskHandler {

    @Override
    public Report handle(Task task) throws Exception {
        String item = new String(task.payload(), StandardCharsets.UTF_8);
        task.out().write(("printed " + item).getBytes(StandardCharsets.UTF_8));
        return switch (item) {
            case "throw" -> throw new IllegalStateException("thrown on purpose");
            case "error" -> throw new StackOverflowError();
            case "reject" -> throw new ItemRejectedException("rejected on purpose");
            case "broken" -> throw new HandlerBrokenException("broken on purpose");
            case "code" -> Report.failure(5, "five");
            case "interrupt" -> {
                Thread.currentThread().interrupt();
                yield Report.NONE;
            }
            case "hang" -> {
                new CountDownLatch(1).await();
                yield Report.NONE;
            }
            case "value" -> Report.of("a value".getBytes(StandardCharsets.UTF_8));
            case "silence" ->
                Report.of(String.valueOf(task.extend(Duration.ofHours(1))).getBytes(StandardCharsets.UTF_8));
            case "null" -> null;
            default -> Report.NONE;
        };
    }
}
