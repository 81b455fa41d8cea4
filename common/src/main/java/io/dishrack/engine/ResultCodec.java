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
 * | attempt 4 | state 4 | exit code 4 | lengths 5 * 4
 * | worker | output | error | class name | message |
 * </pre>
 *
 * Class name and message are those of an exception; their lengths are -1 where there is none.
 */
final class ResultCodec {

    private static final int HEADER = 5 * Long.BYTES + 8 * Integer.BYTES;

    /** The length of a part that is not there. */
    private static final int NONE = -1;

    private static final byte[] EMPTY = {};

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
        Report.Thrown thrown = result.report().thrown();
        byte[] className = bytes(thrown == null ? null : thrown.className());
        byte[] message = bytes(thrown == null ? null : thrown.message());
        int texts = Math.addExact(worker.length + length(className), length(message));
        return ByteBuffer.allocate(Math.addExact(HEADER + texts, Math.addExact(output.length, error.length)))
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
                .putInt(className == null ? NONE : className.length)
                .putInt(message == null ? NONE : message.length)
                .put(worker)
                .put(output)
                .put(error)
                .put(className == null ? EMPTY : className)
                .put(message == null ? EMPTY : message)
                .array();
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
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
            byte[][] parts = {part(in), part(in), part(in), partOrNull(in), partOrNull(in)};
            for (byte[] part : parts) {
                if (part != null) {
                    in.get(part);
                }
            }
            String worker = new String(parts[0], StandardCharsets.UTF_8);
            Report report = new Report(exitCode, parts[1], parts[2], thrown(parts[3], parts[4]));
            Result result = new Result(number, attempt, state, report, worker, started, ended);
            return new Recorded(result, claimWord, finalWord);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new QueueUnusableException("damaged result: length=" + bytes.length + "; it is left out", e);
        }
    }

    private static Report.Thrown thrown(byte[] className, byte[] message) {
        return className == null
                ? null
                : new Report.Thrown(
                        new String(className, StandardCharsets.UTF_8),
                        message == null ? null : new String(message, StandardCharsets.UTF_8));
    }

    private static byte[] partOrNull(ByteBuffer in) {
        if (in.getInt(in.position()) == NONE) {
            in.getInt();
            return null;
        }
        return part(in);
    }

    private static byte[] part(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.capacity()) {
            throw new BufferUnderflowException();
        }
        return new byte[length];
    }
}
