package io.dishrack.dryer.exec;

import java.util.List;

/** Commands that do not depend on an item. */
public final class Commands {

    private Commands() {}

    /**
     * A builder for a command whose arguments arrive byte for byte.
     *
     * @param argv in byte strings; no shell looks at them
     */
    public static ProcessBuilder builder(List<String> argv) {
        LaunchMechanism.choose();
        List<String> plain = NativeText.of(argv);
        return new ProcessBuilder(plain != null ? plain : ShellDecoder.wrapped(argv, null));
    }
}
