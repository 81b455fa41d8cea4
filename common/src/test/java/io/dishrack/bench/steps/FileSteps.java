package io.dishrack.bench.steps;

import io.dishrack.bench.lab.Lab;
import io.dishrack.bench.lab.Load;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.host.Host;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.Tally;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.log.LogWords;
import io.dishrack.engine.log.LogWriter;
import io.dishrack.engine.log.MessageHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** What the queue does to its files. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Steps.CHUNK)
public class FileSteps {

    private static final byte[] PAYLOAD = new byte[Steps.SIZE];
    private static final long SEGMENT_BYTES = 256L << 20;
    private static final int SLOTS_OF_A_TALLY = 256;

    /** A log of items, without the queue around it. */
    @State(Scope.Benchmark)
    public static class Log {

        private Path folder;
        private Path items;
        private LogWords words;
        LogWriter writer;

        @Setup(Level.Trial)
        public void open() throws IOException {
            folder = Files.createTempDirectory("steps-");
            ControlFile control =
                    ControlFile.create(folder, new ControlFile.Header(0, Steps.ITEMS, SEGMENT_BYTES, 7, 1), 1);
            words = LogWords.items(control.region());
            items = folder.resolve("items");
            writer = new LogWriter(items, words, 0, Host.real());
            prepare();
        }

        void prepare() {}

        LogReader reader() {
            return new LogReader(items, words);
        }

        @TearDown(Level.Trial)
        public void close() throws IOException {
            writer.close();
            Lab.delete(folder);
        }
    }

    /** One that was written, and its reader. */
    @State(Scope.Benchmark)
    public static class WrittenLog extends Log {

        LogReader reader;
        long number;

        @Override
        void prepare() {
            for (int i = 0; i < Steps.ITEMS; i += Load.BATCH) {
                appendBatch(writer);
            }
            reader = reader();
        }

        @Override
        public void close() throws IOException {
            reader.close();
            super.close();
        }
    }

    /** A ledger file of fresh items. */
    @State(Scope.Benchmark)
    public static class Words {

        private Path folder;
        Ledger ledger;

        @Setup(Level.Trial)
        public void open() throws IOException {
            folder = Files.createTempDirectory("steps-");
            ledger = new Ledger(folder, Steps.CHUNK, 7, true);
            ledger.prepare(1);
        }

        @TearDown(Level.Trial)
        public void close() throws IOException {
            Lab.delete(folder);
        }
    }

    static void appendBatch(LogWriter writer) {
        writer.begin();
        for (int i = 0; i < Load.BATCH; i++) {
            writer.append(PAYLOAD, null, MessageHead.NONE);
        }
        writer.publish();
    }

    @Benchmark
    public void appendToLog(Log log) {
        for (int i = 0; i < Steps.CHUNK; i += Load.BATCH) {
            appendBatch(log.writer);
        }
    }

    @Benchmark
    public void readOfLog(WrittenLog log, Blackhole hole) {
        for (int i = 0; i < Steps.CHUNK; i++) {
            log.reader.read(++log.number);
            hole.consume(log.reader.payload());
        }
    }

    @Benchmark
    public long scanOfLedger(Words words) {
        Tally tally = new Tally(SLOTS_OF_A_TALLY);
        words.ledger.segment(1).count(Steps.CHUNK, tally);
        return tally.finished();
    }
}
