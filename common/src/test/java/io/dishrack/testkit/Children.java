package io.dishrack.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Forks JVMs for a test and kills those that are left when it ends, however it ends. Register it on an instance field
 * with {@code @RegisterExtension}.
 */
public final class Children implements AfterEachCallback {

    /** Of all tests: killed too when the tests' own JVM is told to end. */
    private static final Set<Child> ALL = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ALL.forEach(Child::close)));
    }

    private final List<Child> mine = new ArrayList<>();

    /** Starts a JVM that runs a main class; its lines wait for {@link Child#expectLine}. */
    public Child start(Class<?> main, String... arguments) throws IOException {
        return start(main, null, arguments);
    }

    /** Starts a JVM that runs a main class; each of its lines goes to a listener, in a thread of its own. */
    public Child start(Class<?> main, Consumer<String> onLine, String... arguments) throws IOException {
        return startCommand(main.getSimpleName(), JvmCommand.of(main, List.of(arguments)), onLine);
    }

    /** Starts any command. */
    public synchronized Child startCommand(String label, List<String> command, Consumer<String> onLine)
            throws IOException {
        Child child = new Child(label + "-" + (mine.size() + 1), command, onLine);
        mine.add(child);
        ALL.add(child);
        return child;
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        killAll();
    }

    /** Kills all that still run, and waits until they are gone and what they had said is heard. */
    public synchronized void killAll() throws InterruptedException {
        mine.forEach(Child::close);
        for (Child child : mine) {
            child.waitFor();
            ALL.remove(child);
        }
        mine.clear();
    }
}
