package io.dishrack.dryer.run;

import io.dishrack.Report;
import io.dishrack.dryer.handler.Task;
import io.dishrack.dryer.handler.TaskHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Says that it has begun, then waits to be told to give up, in the way that its item says. */
public final class HeedingHandler implements TaskHandler {

    /** A permit for each item that was begun. */
    static final Semaphore BEGUN = new Semaphore(0);

    @Override
    public Report handle(Task task) throws Exception {
        String item = new String(task.payload(), StandardCharsets.UTF_8);
        boolean stray = Thread.currentThread().isInterrupted();
        BEGUN.release();
        return switch (item) {
            case "interrupt" -> {
                new CountDownLatch(1).await();
                yield Report.NONE;
            }
            case "token" -> {
                CountDownLatch told = new CountDownLatch(1);
                task.onCancel(told::countDown);
                awaitDeaf(told);
                yield Report.of(String.valueOf(task.cancelled()).getBytes(StandardCharsets.UTF_8));
            }
            default -> Report.of((stray ? "stray" : "clean").getBytes(StandardCharsets.UTF_8));
        };
    }

    private static void awaitDeaf(CountDownLatch told) {
        while (told.getCount() > 0) {
            try {
                told.await();
            } catch (InterruptedException e) {
                // It heeds the token only.
            }
        }
    }
}
