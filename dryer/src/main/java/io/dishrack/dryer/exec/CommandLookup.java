package io.dishrack.dryer.exec;

import io.dishrack.cli.RawArguments;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a program can be started, asked before the first item is taken. */
public final class CommandLookup {

    private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";

    private CommandLookup() {}

    /**
     * What is wrong with a program, or null when it can be started.
     *
     * @param program a path, or a name that is looked for in PATH, as a byte string
     */
    public static String problem(String program) {
        String shown = RawArguments.text(program);
        if (program.isEmpty()) {
            return "command is empty; name a program after --";
        }
        if (program.indexOf('/') >= 0) {
            Path file = RawArguments.path(program);
            if (!Files.exists(file)) {
                return "command not found: command=" + shown + "; name a program that exists";
            }
            return isProgram(file)
                    ? null
                    : "command is not executable: command=" + shown + "; use chmod +x, or name its interpreter";
        }
        return isOnPath(program)
                ? null
                : "command not found: command=" + shown + "; it is nowhere in PATH, give its full path or use --shell";
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv("PATH");
        String folders = path == null ? USUAL_PATH : RawArguments.byteString(path.getBytes(NativeText.CHARSET));
        for (String folder : folders.split(":", -1)) {
            if (isProgram(RawArguments.path((folder.isEmpty() ? "." : folder) + "/" + program))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
