import io.dishrack.bench.children.Wire;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * A washer with an embedded Artemis broker in its JVM, or a dryer that is connected to it, told by lines what to do like
 * the benchmark's other children. Stands apart since it is compiled by the benchmark itself, and only where the profile
 * {@code bench-brokers} could be resolved.
 *
 * <p>Behind the items come as many short ones as there are dryers: each ends one.
 */
public final class ArtemisChild {

    private static final String QUEUE = "dishes";
    private static final String IN_VM = "vm://0";
    private static final int END_SIZE = 1;

    private final Wire wire = new Wire();
    private ClientSession session;

    public static void main(String[] args) throws Exception {
        ArtemisChild child = new ArtemisChild();
        for (; ; ) {
            child.run(child.wire.next());
        }
    }

    private void run(String[] command) throws Exception {
        switch (command[0]) {
            case "serve" -> {
                String address = "tcp://127.0.0.1:" + command[2];
                serve(command[1], address);
                connect(IN_VM, Boolean.parseBoolean(command[3]));
                session.createQueue(QueueConfiguration.of(QUEUE).setRoutingType(RoutingType.ANYCAST).setDurable(true));
                wire.say(Wire.OK);
            }
            case "connect" -> {
                connect("tcp://127.0.0.1:" + command[1], Boolean.parseBoolean(command[2]));
                wire.say(Wire.OK);
            }
            case "put" -> {
                try (ClientProducer producer = session.createProducer(QUEUE)) {
                    byte[] payload = new byte[Integer.parseInt(command[2])];
                    long start = System.nanoTime();
                    put(producer, payload, Long.parseLong(command[1]));
                    put(producer, new byte[END_SIZE], Integer.parseInt(command[3]));
                    wire.say("put", start);
                }
            }
            case "dry" -> {
                wire.say("drying");
                dry();
            }
            default -> throw new IllegalArgumentException("unknown command: command=" + String.join(" ", command));
        }
    }

    private static void serve(String folder, String address) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(true)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .setJournalType(JournalType.NIO)
                .setJournalSyncTransactional(false)
                .setJournalSyncNonTransactional(false)
                .setBindingsDirectory(folder + "/bindings")
                .setJournalDirectory(folder + "/journal")
                .setLargeMessagesDirectory(folder + "/large")
                .setPagingDirectory(folder + "/paging")
                .addAcceptorConfiguration("in-vm", IN_VM)
                .addAcceptorConfiguration("tcp", address);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.start();
    }

    private void connect(String address, boolean blocking) throws Exception {
        ServerLocator locator = ActiveMQClient.createServerLocator(address)
                .setBlockOnDurableSend(blocking)
                .setBlockOnAcknowledge(blocking)
                .setAckBatchSize(0);
        session = locator.createSessionFactory().createSession(true, true, 0);
        session.start();
    }

    private void put(ClientProducer producer, byte[] payload, long items) throws Exception {
        for (long i = items; i > 0; i--) {
            ClientMessage message = session.createMessage(true);
            message.getBodyBuffer().writeBytes(payload);
            producer.send(message);
        }
    }

    /** What was sent ahead to a consumer that ends goes back to the others. */
    private void dry() throws Exception {
        long count = 0;
        long last = System.nanoTime();
        try (ClientConsumer consumer = session.createConsumer(QUEUE)) {
            for (; ; ) {
                ClientMessage message = consumer.receive();
                boolean end = message.getBodyBuffer().readableBytes() == END_SIZE;
                message.acknowledge();
                if (end) {
                    break;
                }
                count++;
                last = System.nanoTime();
            }
        }
        wire.say("dried", count, last);
    }
}
