package io.dishrack.bench.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another queue's server and how to talk to it. */
public enum Protocol {
    BEANSTALKD("beanstalkd") {
        @Override
        public List<String> server(Path folder, Path socket, boolean flushed) {
            String log = folder.toString();
            String listen = "unix:" + socket;
            return flushed
                    ? List.of("beanstalkd", "-l", listen, "-b", log, "-f0")
                    : List.of("beanstalkd", "-l", listen, "-b", log, "-F");
        }

        @Override
        public PeerClient connect(Path socket) throws IOException {
            return new BeanstalkdClient(socket);
        }
    },
    REDIS_LIST("Redis list") {
        @Override
        public List<String> server(Path folder, Path socket, boolean flushed) {
            return redis(folder, socket, flushed);
        }

        @Override
        public PeerClient connect(Path socket) throws IOException {
            return new RedisListClient(socket);
        }
    },
    REDIS_STREAM("Redis stream") {
        @Override
        public List<String> server(Path folder, Path socket, boolean flushed) {
            return redis(folder, socket, flushed);
        }

        @Override
        public PeerClient connect(Path socket) throws IOException {
            return new RedisStreamClient(socket);
        }
    };

    private final String label;

    Protocol(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /**
     * The command of a server that keeps what it is told in files.
     *
     * @param flushed whether each put and each acknowledgement is on the device before it is answered
     */
    public abstract List<String> server(Path folder, Path socket, boolean flushed);

    /** Connects to a server that runs. */
    public abstract PeerClient connect(Path socket) throws IOException;

    private static List<String> redis(Path folder, Path socket, boolean flushed) {
        return List.of(
                "redis-server",
                "--port",
                "0",
                "--unixsocket",
                socket.toString(),
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                flushed ? "always" : "no",
                "--daemonize",
                "no");
    }
}
