package io.dishrack.call;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * A call as the payload of an item: a line of text, then the arguments as they are.
 *
 * <pre>
 * call/1 RAISE NAME\n
 * ARGUMENTS
 * </pre>
 *
 * RAISE is {@code caller}, {@code receiver}, {@code both} or {@code neither}; NAME has no blanks. So any program can put
 * a call: {@code printf 'call/1 caller greet\nworld' | washer --whole QUEUE}.
 *
 * @param raise where an exception is raised
 * @param name of the function
 * @param arguments encoded as the function wants them; not copied
 */
public record CallFrame(Raise raise, String name, byte[] arguments) {

    private static final String MARK = "call/1";
    /** Longest first line, in bytes. */
    private static final int MOST = 1024;

    /** Checks the name. */
    public CallFrame {
        Objects.requireNonNull(raise, "raise");
        if (!name.matches("\\S{1,200}")) {
            throw new IllegalArgumentException(
                    "not the name of a function: name=" + name + "; use 1 to 200 characters without blanks");
        }
    }

    /** The payload. */
    public byte[] encode() {
        byte[] head = (MARK + " " + raise.name().toLowerCase(Locale.ROOT) + " " + name + "\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] payload = Arrays.copyOf(head, Math.addExact(head.length, arguments.length));
        System.arraycopy(arguments, 0, payload, head.length, arguments.length);
        return payload;
    }

    /**
     * The call in a payload.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static CallFrame decode(byte[] payload) {
        int end = 0;
        while (end < Math.min(payload.length, MOST) && payload[end] != '\n') {
            end++;
        }
        try {
            String[] words = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload, 0, end))
                    .toString()
                    .split(" ", -1);
            if (words.length == 3 && words[0].equals(MARK)) {
                byte[] arguments = Arrays.copyOfRange(payload, Math.min(end + 1, payload.length), payload.length);
                return new CallFrame(Raise.valueOf(words[1].toUpperCase(Locale.ROOT)), words[2], arguments);
            }
        } catch (CharacterCodingException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "not a call: bytes=" + payload.length + "; the first line must be '" + MARK + " RAISE NAME'");
    }
}
