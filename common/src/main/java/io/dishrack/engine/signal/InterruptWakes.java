package io.dishrack.engine.signal;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;

/**
 * Lets {@link Thread#interrupt} end a wait inside a native call, which it does not do by itself: the virtual machine
 * calls {@link #wakeup} of the selector that a thread says it is blocked in. Nothing is ever selected here.
 */
final class InterruptWakes extends AbstractSelector {

    private final Runnable wake;

    /** What an interrupt runs, in the interrupting thread; also when the thread was interrupted before it waits. */
    InterruptWakes(Runnable wake) {
        super(null);
        this.wake = wake;
    }

    /** Runs a wait; any number of threads at a time. */
    void during(Runnable wait) {
        begin();
        try {
            wait.run();
        } finally {
            end();
        }
    }

    @Override
    public Selector wakeup() {
        wake.run();
        return this;
    }

    @Override
    protected void implCloseSelector() {
        // holds nothing
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
        throw new UnsupportedOperationException("no selector");
    }

    @Override
    public Set<SelectionKey> keys() {
        return Set.of();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return Set.of();
    }

    @Override
    public int selectNow() {
        return 0;
    }

    @Override
    public int select(long timeout) {
        return 0;
    }

    @Override
    public int select() {
        return 0;
    }
}
