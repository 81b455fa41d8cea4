package io.dishrack.dryer.spawn;

import java.util.List;

/** Starts processes for one thread, in memory that is used again and again. All text is in byte strings. */
public final class Spawner {

    private static final int ACTIONS_BYTES = 256; // 80 with glibc
    private static final int ATTRIBUTES_BYTES = 1024; // 336 with glibc
    private static final int SIGNAL_SET_BYTES = 128;
    private static final int PID_BYTES = Long.BYTES;
    private static final int FIRST_BYTES = 16_384;

    private static final short SET_SIGNAL_MASK = 0x08;
    private static final short SET_SESSION = 0x80;
    private static final int READ = 0;
    private static final int WRITE_CREATE_TRUNCATE = 0x241;
    private static final int MODE = 0666; // less the umask

    private static volatile boolean ready;
    private static volatile Thread loader;

    private final Environment environment;
    private final Scratch scratch = new Scratch(FIRST_BYTES);
    private final Scratch waiting = new Scratch(SpawnedProcess.MEMORY_BYTES);
    private final Scratch fixed = new Scratch(ACTIONS_BYTES + ATTRIBUTES_BYTES + SIGNAL_SET_BYTES + PID_BYTES);
    private final long actions = fixed.block(ACTIONS_BYTES);
    private final long attributes = fixed.block(ATTRIBUTES_BYTES);
    private final long noSignals = fixed.block(SIGNAL_SET_BYTES);
    private final long pid = fixed.block(PID_BYTES);

    private Spawner(List<String> replaced, boolean ownSession) {
        environment = new Environment(replaced);
        SystemLibrary.attributesInit(attributes);
        SystemLibrary.attributesSignalMask(attributes, noSignals);
        SystemLibrary.attributesFlags(attributes, ownSession ? SET_SIGNAL_MASK | SET_SESSION : SET_SIGNAL_MASK);
    }

    /**
     * What to start.
     *
     * @param argv the program, looked for in PATH when it has no slash, and its arguments
     * @param variables of the environment, as in {@code NAME=value}, beside what is inherited
     */
    public record Plan(List<String> argv, List<String> variables, Streams streams) {}

    /**
     * Files for the standard streams; null for this process's own.
     *
     * @param out made, or emptied
     * @param err made, or emptied
     */
    public record Streams(String in, String out, String err) {}

    /**
     * A spawner for the calling thread, or null while there is none.
     *
     * @param replaced names of variables that are not inherited
     * @param ownSession whether each process gets a session of its own, out of reach of this one's terminal
     */
    public static Spawner ifReady(List<String> replaced, boolean ownSession) {
        return ready ? new Spawner(replaced, ownSession) : null;
    }

    /** Begins to load what is needed, on a thread of its own, unless that was begun before. */
    public static synchronized void load() {
        if (loader == null) {
            loader = new Thread(Spawner::loadNow, "dryer-spawner");
            loader.setDaemon(true);
            loader.start();
        }
    }

    /** Loads what is needed now; afterwards {@link #ifReady} tells whether it is there. */
    public static void loadAndWait() {
        load();
        boolean interrupted = false;
        while (loader.isAlive()) {
            try {
                loader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void loadNow() {
        try {
            ready = SystemLibrary.works();
        } catch (LinkageError | RuntimeException e) {
            ready = false; // no JNA for this machine, or an older C library
        }
    }

    /** Starts it; null when the system refuses. Killed in the middle: a child bears its variables from its first step. */
    public Process start(Plan plan) {
        scratch.reset(size(plan));
        long argv = scratch.pointers(plan.argv().size());
        for (int i = 0; i < plan.argv().size(); i++) {
            scratch.pointer(argv, i, scratch.string(plan.argv().get(i)));
        }
        long variables = environment.with(plan.variables(), scratch);
        SystemLibrary.actionsInit(actions);
        try {
            if (!redirect(plan.streams())) {
                return null;
            }
            long program = scratch.pointer(argv, 0);
            int error = SystemLibrary.spawn(pid, program, actions, attributes, argv, variables);
            return error == 0 ? started(fixed.intAt(pid)) : null;
        } finally {
            SystemLibrary.actionsDestroy(actions);
        }
    }

    private Process started(int child) {
        return new SpawnedProcess(child, SystemLibrary.pidfd(child), waiting);
    }

    private boolean redirect(Streams streams) {
        return open(0, streams.in(), READ)
                && open(1, streams.out(), WRITE_CREATE_TRUNCATE)
                && open(2, streams.err(), WRITE_CREATE_TRUNCATE)
                && SystemLibrary.actionsCloseFrom(actions, 3) == 0;
    }

    private boolean open(int descriptor, String file, int flags) {
        return file == null || SystemLibrary.actionsOpen(actions, descriptor, scratch.string(file), flags, MODE) == 0;
    }

    private static int size(Plan plan) {
        int pointers = (plan.argv().size() + 2) * Long.BYTES;
        return pointers
                + Scratch.size(plan.argv())
                + Scratch.size(plan.variables())
                + size(plan.streams().in())
                + size(plan.streams().out())
                + size(plan.streams().err());
    }

    private static int size(String file) {
        return file == null ? 0 : Scratch.size(file);
    }
}
