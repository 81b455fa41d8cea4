package io.dishrack.rack;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.ProcessInfo;
import io.dishrack.QueueInspector;
import io.dishrack.cli.QueueAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The dryers of a queue: who there is, and a way to dismiss some. */
final class DryerCrew implements AutoCloseable {

    static final String ROLE = "dryer";

    private static final long POLL_MILLIS = 50;

    private final QueueInspector inspector;
    /** Null when only looked at. */
    private final JoinableQueue<byte[]> open;

    private DryerCrew(QueueInspector inspector, JoinableQueue<byte[]> open) {
        this.inspector = inspector;
        this.open = open;
    }

    /** To look at, or to change too. */
    static DryerCrew of(QueueAddress queue, boolean execute) {
        QueueInspector inspector = Dishrack.inspect(queue.uri());
        if (!execute) {
            return new DryerCrew(inspector, null);
        }
        try {
            OpenOptions options = OpenOptions.DEFAULTS.withCreate(false).withRole("rack");
            return new DryerCrew(inspector, Dishrack.open(queue.uri(), options));
        } catch (RuntimeException | Error e) {
            inspector.close();
            throw e;
        }
    }

    /** Those alive or frozen, the youngest first. */
    List<ProcessInfo> living() {
        return inspector.status().processes().stream()
                .filter(process -> process.role().equals(ROLE) && process.liveness() != ProcessInfo.Liveness.DEAD)
                .sorted(Comparator.comparingLong(ProcessInfo::startedMillis).reversed())
                .toList();
    }

    /** Those of them who stay. */
    List<ProcessInfo> staying() {
        return living().stream().filter(dryer -> !dryer.dismissed()).toList();
    }

    boolean isLiving(ProcessInfo dryer) {
        return living().stream()
                .anyMatch(one -> one.pid() == dryer.pid() && one.startedMillis() == dryer.startedMillis());
    }

    boolean areGone(List<ProcessInfo> dryers) {
        return dryers.stream().noneMatch(this::isLiving);
    }

    void dismiss(long pid) {
        open.dismiss(pid);
    }

    /** Waits until something holds; with no time it counts as held. */
    boolean await(Duration time, BooleanSupplier holds) throws InterruptedException {
        if (time.isZero()) {
            return true;
        }
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - start > time.toNanos()) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    @Override
    public void close() {
        inspector.close();
        if (open != null) {
            open.close();
        }
    }
}
