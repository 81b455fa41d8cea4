package io.dishrack.dryer.coprocess;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The two words by which a line of a coprocess tells that its item is not done. */
record Answers(byte[] failWord, byte[] rejectWord) {

    static Answers of(Coprocess running) {
        return new Answers(
                running.failWord().getBytes(StandardCharsets.US_ASCII),
                running.rejectWord().getBytes(StandardCharsets.US_ASCII));
    }

    boolean fails(byte[] line) {
        return begins(line, failWord);
    }

    boolean rejects(byte[] line) {
        return begins(line, rejectWord);
    }

    byte[] messageOfFailure(byte[] line) {
        return message(line, failWord);
    }

    byte[] messageOfRejection(byte[] line) {
        return message(line, rejectWord);
    }

    /** The word alone, or followed by a space; the last byte of a line ends it. */
    private static boolean begins(byte[] line, byte[] word) {
        int length = word.length;
        return line.length > length
                && Arrays.equals(line, 0, length, word, 0, length)
                && (line.length == length + 1 || line[length] == ' ');
    }

    private static byte[] message(byte[] line, byte[] word) {
        return Arrays.copyOfRange(line, Math.min(word.length + 1, line.length - 1), line.length - 1);
    }
}
