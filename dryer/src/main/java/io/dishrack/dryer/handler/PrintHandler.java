package io.dishrack.dryer.handler;

import io.dishrack.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Prints {@code Drying ITEM dish}, the item byte for byte. */
public final class PrintHandler implements TaskHandler {

    private static final byte[] BEFORE = "Drying ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = " dish\n".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "print";
    }

    @Override
    public Report handle(Task task) throws IOException {
        OutputStream out = task.out();
        out.write(BEFORE);
        out.write(task.payload());
        out.write(AFTER);
        return Report.NONE;
    }
}
