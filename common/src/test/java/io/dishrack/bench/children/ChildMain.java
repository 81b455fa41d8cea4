package io.dishrack.bench.children;

/** A child JVM: takes commands from its parent in the role given as argument. */
public final class ChildMain {

    private ChildMain() {}

    /** Runs until the parent ends it. */
    public static void main(String[] args) throws Exception {
        Wire wire = new Wire();
        Role role =
                switch (args[0]) {
                    case "washer" -> new WasherRole();
                    case "dryer" -> new DryerRole();
                    case "raw" -> new RawRole();
                    case "cycle" -> new CycleRole();
                    case "peer" -> new PeerRole();
                    case "socket" -> new SocketRole();
                    default -> throw new IllegalArgumentException("unknown role: role=" + args[0]);
                };
        for (; ; ) {
            role.run(wire.next(), wire);
        }
    }
}
