package io.dishrack.crash.points;

import io.dishrack.engine.host.Fault;
import io.dishrack.testkit.Children;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every point there is; several are attacked at once, since mostly they wait. */
@Tag("crash")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FaultPointsTest {

    private static final int AT_ONCE = 4;

    private static final Children CHILDREN = new Children();
    private static final Map<Fault, Future<?>> ATTACKS = new EnumMap<>(Fault.class);
    private static ExecutorService attackers;

    @TempDir
    static Path temp;

    @BeforeAll
    static void attackAll() {
        attackers = Executors.newFixedThreadPool(AT_ONCE);
        for (Fault fault : Fault.values()) {
            ATTACKS.put(fault, attackers.submit(() -> {
                new Attack(fault, temp).run(CHILDREN);
                return null;
            }));
        }
    }

    @AfterAll
    static void end() throws InterruptedException {
        attackers.shutdownNow();
        attackers.awaitTermination(1, TimeUnit.MINUTES);
        CHILDREN.killAll();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whoDiesThereLosesNothingAndHoldsUpNobody(Fault fault) throws Throwable {
        try {
            ATTACKS.get(fault).get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
