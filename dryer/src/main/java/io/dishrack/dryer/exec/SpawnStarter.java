package io.dishrack.dryer.exec;

import io.dishrack.RunMark;
import io.dishrack.dryer.spawn.Spawner;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts commands by a {@link Spawner}. Loading it takes longer than a command runs, so it begins, beside, with the
 * second command, and a dryer of one item does without.
 */
final class SpawnStarter {

    private final LaunchWay way;
    private final boolean ownSession;
    private Spawner spawner;
    private int asked;

    /** For one worker. */
    SpawnStarter(LaunchWay way, boolean ownSession) {
        this.way = way;
        this.ownSession = ownSession;
    }

    /** Null when there is no Spawner yet or here, or when the system refused: then the other way tells why. */
    Process start(Launcher.Start start) {
        if (spawner == null && !isReady()) {
            return null;
        }
        List<String> variables = new ArrayList<>(Variables.ALL.size());
        if (start.item() != null) {
            variables.add(Variables.ITEM + "=" + start.item());
        }
        variables.add(Variables.NUMBER + "=" + start.input().number());
        variables.add(Variables.ATTEMPT + "=" + start.input().attempt());
        variables.add(RunMark.VARIABLE + "=" + start.mark());
        Launcher.Streams streams = start.streams();
        return spawner.start(new Spawner.Plan(
                start.argv(),
                variables,
                new Spawner.Streams(name(streams.in()), name(streams.out()), name(streams.err()))));
    }

    private boolean isReady() {
        if (way == LaunchWay.JAVA) {
            return false;
        }
        asked++;
        if (way == LaunchWay.SPAWN) {
            Spawner.loadAndWait();
        } else if (asked > 1) {
            Spawner.load();
        }
        spawner = Spawner.ifReady(Variables.ALL, ownSession);
        return spawner != null;
    }

    private static String name(File file) {
        return file == null ? null : NativeText.byteString(file.getPath());
    }
}
