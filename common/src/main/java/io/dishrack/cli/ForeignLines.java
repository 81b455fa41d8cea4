package io.dishrack.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What another program says, on its way to a {@link Log}. A flush ends a line that has no end of its own. */
final class ForeignLines extends OutputStream {

    /** A line that is longer is told in pieces. */
    private static final int LONGEST = 1 << 16;

    private final Log log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    ForeignLines(Log log) {
        this.log = log;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (!log.isJson()) {
            log.foreign(bytes, offset, length);
            return;
        }
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n' || line.size() == LONGEST) {
                tellLine();
            }
            if (bytes[i] != '\n') {
                line.write(bytes[i]);
            }
        }
    }

    private void tellLine() {
        log.tell(Event.of("stderr", line.toString(StandardCharsets.UTF_8)));
        line.reset();
    }

    @Override
    public void flush() {
        if (line.size() > 0) {
            tellLine();
        }
    }
}
