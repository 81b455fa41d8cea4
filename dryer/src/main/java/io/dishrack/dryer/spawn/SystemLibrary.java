package io.dishrack.dryer.spawn;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;

/** What is used of the C library. Pointers are addresses. */
final class SystemLibrary {

    private static final Map<String, String> NAMES = Map.of(
            "spawn", "posix_spawnp",
            "actionsInit", "posix_spawn_file_actions_init",
            "actionsDestroy", "posix_spawn_file_actions_destroy",
            "actionsOpen", "posix_spawn_file_actions_addopen",
            "actionsCloseFrom", "posix_spawn_file_actions_addclosefrom_np",
            "attributesInit", "posix_spawnattr_init",
            "attributesFlags", "posix_spawnattr_setflags",
            "attributesSignalMask", "posix_spawnattr_setsigmask");

    /** Where the numbers below were looked up, and where an int beyond the declared arguments does no harm. */
    private static final Set<String> MACHINES = Set.of("x86-64", "aarch64", "riscv64");

    /** pidfd_open(2), the same on all machines. */
    private static final long PIDFD_OPEN = 434;

    static {
        Native.register(
                SystemLibrary.class,
                NativeLibrary.getInstance("c", Map.of(Library.OPTION_FUNCTION_MAPPER, (com.sun.jna.FunctionMapper)
                        (library, method) -> NAMES.getOrDefault(method.getName(), method.getName()))));
    }

    private SystemLibrary() {}

    static native int spawn(long pid, long file, long actions, long attributes, long argv, long environment);

    static native int actionsInit(long actions);

    static native int actionsDestroy(long actions);

    static native int actionsOpen(long actions, int descriptor, long path, int flags, int mode);

    static native int actionsCloseFrom(long actions, int first);

    static native int attributesInit(long attributes);

    static native int attributesFlags(long attributes, short flags);

    static native int attributesSignalMask(long attributes, long mask);

    static native int waitpid(int pid, long status, int options);

    static native int poll(long polled, long count, int millis);

    static native int close(int descriptor);

    private static native long syscall(long call, long argument, long flags);

    /** A descriptor that becomes readable when the child has ended; negative when the system has none to give. */
    static int pidfd(int pid) {
        return (int) syscall(PIDFD_OPEN, pid, 0);
    }

    static long address(ByteBuffer buffer) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(buffer));
    }

    /** The environment of this process: the address of an array of strings that ends with null. */
    static Pointer environment() {
        return NativeLibrary.getProcess().getGlobalVariableAddress("environ").getPointer(0);
    }

    /** Whether all of it works here. The first call loads it, and throws a LinkageError where it can't be. */
    static boolean works() {
        if (!Platform.isLinux() || !Platform.is64Bit() || !MACHINES.contains(Platform.ARCH)) {
            return false;
        }
        int own = pidfd((int) ProcessHandle.current().pid());
        return own >= 0 && close(own) == 0;
    }
}
