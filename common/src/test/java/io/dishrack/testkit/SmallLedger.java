package io.dishrack.testkit;

import io.dishrack.engine.control.ControlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a new queue's ledger files small, so that a few items fill several. */
public final class SmallLedger {

    private SmallLedger() {}

    /** Of a queue that nobody has open and nothing was put into. */
    public static void make(Path queue, long items) throws IOException {
        ControlFile control = ControlFile.open(queue, false);
        ControlFile.Header header = control.header();
        byte[] content = ControlFile.content(
                new ControlFile.Header(
                        header.maxSize(),
                        items,
                        header.segmentBytes(),
                        header.queueId(),
                        header.createdMillis(),
                        header.keeping()),
                control.bootId());
        Files.write(queue.resolve(ControlFile.NAME), content);
    }
}
