package io.dishrack.engine.signal;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * futex(2) on words of a mapped file, shared between processes.
 *
 * <p>Loading JNA takes longer than a short command runs, so it happens on a thread of its own from the first time that
 * somebody has to wait or, in a process that has lived a little, to be woken. Until then, and where there is no futex,
 * waiting is a short park and waking does nothing: every wait is bounded by its caller.
 */
final class Futex {

    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final int DONT_NEED = 4;
    private static final long FALLBACK_PARK_NANOS = 500_000;
    private static final long SHORT_LIFE_NANOS = 300_000_000;
    private static final long BORN = System.nanoTime();

    /** Null until JNA is there, or for ever where it can't be. */
    private static volatile Futex loaded;

    private static boolean loading;

    private final Numbers numbers;
    private final ThreadLocal<Memory> timespec = ThreadLocal.withInitial(() -> new Memory(16));

    private Futex(Numbers numbers) {
        this.numbers = numbers;
    }

    /** Of system calls, which differ by processor. */
    private record Numbers(long futex, long madvise) {}

    /** Direct mapping of syscall(2); the arguments beyond the call's own are ignored by the kernel. */
    private static final class Kernel {

        static {
            Native.register(Kernel.class, "c");
        }

        static native long syscall(
                long call, long address, long second, long third, long fourth, long fifth, long sixth);
    }

    /** Waits while the word is {@code expected}, at most {@code nanos}; may wake for no reason. */
    static void await(ByteBuffer buffer, long address, long expected, long nanos) {
        Futex futex = loaded;
        if (futex == null) {
            load();
            LockSupport.parkNanos(buffer, Math.min(nanos, FALLBACK_PARK_NANOS));
            return;
        }
        Memory memory = futex.timespec.get();
        memory.setLong(0, nanos / 1_000_000_000);
        memory.setLong(8, nanos % 1_000_000_000);
        Kernel.syscall(futex.numbers.futex, address, WAIT, expected, com.sun.jna.Pointer.nativeValue(memory), 0, 0);
    }

    /** Wakes up to {@code most} waiters of the word, in whichever process. */
    static void wake(long address, int most) {
        Futex futex = loaded;
        if (futex == null) {
            // A command that puts an item and ends is over before this would help: sleepers look around by themselves.
            if (System.nanoTime() - BORN > SHORT_LIFE_NANOS) {
                load();
            }
            return;
        }
        Kernel.syscall(futex.numbers.futex, address, WAKE, most, 0, 0, 0);
    }

    /** Takes the pages of a mapping out of this process; false while that can't be done. */
    static boolean forget(long address, long length) {
        Futex futex = loaded;
        return futex != null && Kernel.syscall(futex.numbers.madvise, address, length, DONT_NEED, 0, 0, 0) == 0;
    }

    /** Whether an address would be of use now. */
    static boolean isLoaded() {
        return loaded != null;
    }

    /** The address of a mapped buffer's first byte; only when {@link #isLoaded()}. */
    static long address(ByteBuffer buffer) {
        return com.sun.jna.Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    /** Begins to load, once. */
    static synchronized void load() {
        if (loading) {
            return;
        }
        loading = true;
        Thread loader = new Thread(Futex::loadNow, "dishrack-futex");
        loader.setDaemon(true);
        loader.start();
    }

    private static void loadNow() {
        try {
            Numbers numbers = numbers();
            if (numbers != null) {
                Kernel.syscall(numbers.futex, 0, WAKE, 0, 0, 0, 0);
                loaded = new Futex(numbers);
            }
        } catch (LinkageError | RuntimeException e) {
            // No JNA for this machine: waiting stays a short park.
        }
    }

    private static Numbers numbers() {
        if (!Platform.isLinux() || !Platform.is64Bit()) {
            return null;
        }
        return switch (Platform.ARCH) {
            case "x86-64" -> new Numbers(202, 28);
            case "aarch64", "riscv64" -> new Numbers(98, 233);
            default -> null;
        };
    }
}
