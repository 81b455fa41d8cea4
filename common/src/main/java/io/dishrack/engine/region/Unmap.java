package io.dishrack.engine.region;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;

/**
 * Takes mappings away at once: a file that was deleted gives its blocks back only when nobody has it mapped any more, and
 * the garbage collector may not come to an old mapping for days.
 */
public final class Unmap {

    private static final MethodHandle CLEANER = cleaner();

    private Unmap() {}

    /** The one way there is before JDK 22; without it the garbage collector has to do. */
    private static MethodHandle cleaner() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field only = type.getDeclaredField("theUnsafe");
            only.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(type, "invokeCleaner", MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(only.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /**
     * Unmaps. Assumes that no thread accesses the mapping now or ever again, else the process dies of it; and that it is
     * no slice or duplicate.
     */
    public static void now(ByteBuffer mapping) {
        if (CLEANER == null) {
            return;
        }
        try {
            CLEANER.invoke(mapping);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
