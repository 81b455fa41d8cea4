package io.dishrack.dryer;

import io.dishrack.dryer.run.Control;
import io.dishrack.dryer.run.Settler;
import io.dishrack.dryer.run.Workload;
import java.util.ArrayDeque;
import java.util.Deque;

/** The work that the command line asks for, with what has to be let go of at the end. */
final class Work implements Workload.Factory, AutoCloseable {

    private final Deque<Runnable> closers = new ArrayDeque<>();
    private Workload.Factory factory;

    /** Has something called at the end; the last one first. */
    void onClose(Runnable closer) {
        closers.push(closer);
    }

    void factory(Workload.Factory value) {
        factory = value;
    }

    @Override
    public Workload make(int worker, Control control, Settler settler) {
        return factory.make(worker, control, settler);
    }

    @Override
    public void close() {
        closers.forEach(Runnable::run);
    }
}
