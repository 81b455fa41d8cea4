package io.dishrack.dryer.exec;

import io.dishrack.RunMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts commands by {@link ProcessBuilder}, through a shell when it would bend their bytes. */
final class BuilderStarter {

    private final List<String> prefix;

    /**
     * For one worker.
     *
     * @param ownSession whether commands get a session of their own, where the system has a program for it
     */
    BuilderStarter(boolean ownSession) {
        LaunchMechanism.choose();
        prefix = ownSession && Files.isExecutable(Path.of(Terminal.SETSID)) ? List.of(Terminal.SETSID) : List.of();
    }

    Process start(Launcher.Start start) throws IOException {
        List<String> argv = new ArrayList<>(prefix);
        argv.addAll(start.argv());
        ProcessBuilder builder = builder(argv, start.item());
        Map<String, String> environment = builder.environment();
        environment.put(Variables.NUMBER, Long.toString(start.input().number()));
        environment.put(Variables.ATTEMPT, Integer.toString(start.input().attempt()));
        environment.put(RunMark.VARIABLE, start.mark());
        Launcher.Streams streams = start.streams();
        builder.redirectInput(streams.in()).redirectError(streams.err());
        if (streams.out() == null) {
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        } else {
            builder.redirectOutput(streams.out());
        }
        return builder.start();
    }

    private static ProcessBuilder builder(List<String> argv, String item) {
        String plainItem = item == null ? null : NativeText.of(item);
        List<String> plain = NativeText.of(argv);
        boolean direct = plain != null && (item == null || plainItem != null);
        ProcessBuilder builder = new ProcessBuilder(direct ? plain : ShellDecoder.wrapped(argv, item));
        if (direct && item != null) {
            builder.environment().put(Variables.ITEM, plainItem);
        } else {
            builder.environment().remove(Variables.ITEM);
        }
        return builder;
    }
}
