package io.dishrack.dryer.exec;

import io.dishrack.RunMark;
import java.util.List;

/** Names of the variables that tell a command what it works on. */
final class Variables {

    static final String ITEM = "DISHRACK_ITEM";
    static final String NUMBER = "DISHRACK_NUMBER";
    static final String ATTEMPT = "DISHRACK_ATTEMPT";

    /** All of them, and that of the mark. */
    static final List<String> ALL = List.of(ITEM, NUMBER, ATTEMPT, RunMark.VARIABLE);

    private Variables() {}
}
