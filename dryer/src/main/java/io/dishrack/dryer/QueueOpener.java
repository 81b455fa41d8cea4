package io.dishrack.dryer;

import io.dishrack.Dishrack;
import io.dishrack.JoinableQueue;
import io.dishrack.OpenOptions;
import io.dishrack.cli.Event;
import io.dishrack.cli.QueueAddress;
import io.dishrack.dryer.run.Messages;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens a queue that a washer makes, now or later. A dryer never makes one itself: it does not know its bounds.
 */
final class QueueOpener {

    private static final long POLL_MILLIS = 50;

    private final QueueAddress address;
    private final OpenOptions options;
    private final Messages messages;

    QueueOpener(QueueAddress address, OpenOptions options, Messages messages) {
        this.address = address;
        this.options = options;
        this.messages = messages;
    }

    /** Opens a queue that is there. */
    JoinableQueue<byte[]> open() {
        return Dishrack.open(address.uri(), options);
    }

    /** Waits until it is there; null when a stop came first. */
    JoinableQueue<byte[]> await(Stopper stopper) throws InterruptedException {
        boolean told = false;
        while (isToBeMade()) {
            if (!told) {
                messages.tell(Event.of(
                                "waiting_for_queue",
                                "waiting for queue to be created: queue=" + address.text() + "; a washer creates it")
                        .with("queue", address.text()));
                told = true;
            }
            if (stopper.stopAsked()) {
                return null;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return open();
    }

    /** Missing, empty, or half made: the properties are written last, the lock file first. */
    private boolean isToBeMade() {
        if (!"file".equals(address.uri().getScheme())) {
            return false;
        }
        Path folder = address.folder();
        if (!Files.isDirectory(folder)) {
            return !Files.exists(folder);
        }
        if (Files.exists(folder.resolve("queue.properties"))) {
            return false;
        }
        if (Files.exists(folder.resolve("locks"))) {
            return true;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            return !entries.iterator().hasNext();
        } catch (IOException e) {
            return false; // opening it tells why
        }
    }
}
