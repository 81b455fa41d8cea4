package io.dishrack.engine;

import io.dishrack.ItemState;
import io.dishrack.QueueUnusableException;
import io.dishrack.Report;
import io.dishrack.Result;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A result as bytes, little-endian:
 *
 * <pre>
 * | final word 8 | claim word 8 | number 8 | started 8 | ended 8
 * | attempt 4 | state 4 | exit code 4 | lengths 3 * 4 | worker | output | error |
 * </pre>
 */
final class ResultCodec {

    private static final int HEADER = 5 * Long.BYTES + 6 * Integer.BYTES;

    private ResultCodec() {}

    /**
     * A result with two ledger words.
     *
     * @param claimWord of the hand-out that ended, which differs from that of any other
     * @param finalWord what makes it count
     */
    record Recorded(Result result, long claimWord, long finalWord) {}

    static byte[] encode(Result result, long claimWord, long finalWord) {
        byte[] worker = result.worker().getBytes(StandardCharsets.UTF_8);
        byte[] output = result.report().output();
        byte[] error = result.report().error();
        return ByteBuffer.allocate(Math.addExact(HEADER + worker.length, Math.addExact(output.length, error.length)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(finalWord)
                .putLong(claimWord)
                .putLong(result.number())
                .putLong(result.startedMillis())
                .putLong(result.endedMillis())
                .putInt(result.attempt())
                .putInt(result.state().ordinal())
                .putInt(result.report().exitCode())
                .putInt(worker.length)
                .putInt(output.length)
                .putInt(error.length)
                .put(worker)
                .put(output)
                .put(error)
                .array();
    }

    static Recorded decode(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long finalWord = in.getLong();
            long claimWord = in.getLong();
            long number = in.getLong();
            long started = in.getLong();
            long ended = in.getLong();
            int attempt = in.getInt();
            ItemState state = ItemState.values()[in.getInt()];
            int exitCode = in.getInt();
            byte[][] parts = {part(in), part(in), part(in)};
            for (byte[] part : parts) {
                in.get(part);
            }
            String worker = new String(parts[0], StandardCharsets.UTF_8);
            Report report = new Report(exitCode, parts[1], parts[2]);
            Result result = new Result(number, attempt, state, report, worker, started, ended);
            return new Recorded(result, claimWord, finalWord);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new QueueUnusableException("damaged result: length=" + bytes.length + "; it is left out", e);
        }
    }

    private static byte[] part(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.capacity()) {
            throw new BufferUnderflowException();
        }
        return new byte[length];
    }
}
