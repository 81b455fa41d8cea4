package io.dishrack.bench.others;

import io.dishrack.bench.children.Child;
import io.dishrack.bench.lab.BenchException;
import io.dishrack.bench.lab.Commands;
import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.peers.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A queue behind a server's socket. */
record Server(Protocol protocol, boolean flushed) implements Peer {

    private static final int START_SECONDS = 20;
    private static final int STOP_SECONDS = 10;
    private static final int LOOK_MILLIS = 20;

    @Override
    public String name() {
        return protocol.label() + (flushed ? ", flushed" : "");
    }

    @Override
    public String durability() {
        List<String> command = protocol.server(Path.of("DIR"), Path.of("SOCKET"), flushed);
        return String.join(" ", command).replace("  ", " \"\" ");
    }

    @Override
    public String missing(Lab lab) {
        String program = protocol.server(Path.of("."), Path.of("."), flushed).get(0);
        return Commands.isOnPath(program) ? null : "there is no " + program + " here";
    }

    @Override
    public double rate(Lab lab, Work work) throws Exception {
        Path folder = Files.createDirectory(lab.freshPath("server"));
        Path socket = lab.freshPath("socket");
        Path log = lab.freshPath("log");
        Process server = lab.start(new ProcessBuilder(protocol.server(folder, socket, flushed))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        List<Child> children = new ArrayList<>();
        try {
            awaitStart(server, socket, log);
            for (int i = 0; i <= work.dryers(); i++) {
                children.add(Child.start(lab, "peer"));
                children.get(i).ask("connect", protocol, socket);
            }
            return Rounds.rate(children.get(0), children.subList(1, children.size()), work);
        } finally {
            children.forEach(Child::close);
            stop(server);
            Lab.delete(folder);
        }
    }

    private void awaitStart(Process server, Path socket, Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!accepts(socket)) {
            if (!server.isAlive() || System.nanoTime() > deadline) {
                throw new BenchException("server did not start: name=" + name() + " alive=" + server.isAlive()
                        + " said=" + Files.readString(log).strip());
            }
            server.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean accepts(Path socket) {
        try {
            protocol.connect(socket).close();
            return true;
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private static void stop(Process server) throws InterruptedException {
        server.destroy();
        if (!server.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
    }
}
