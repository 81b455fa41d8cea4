package io.dishrack.call;

import static io.dishrack.testkit.Texts.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallFrameTest {

    @Test
    void aCallIsALineOfTextAndItsArguments() {
        byte[] payload = new CallFrame(Raise.CALLER, "greet", bytes("a\nb")).encode();
        assertArrayEquals(bytes("call/1 caller greet\na\nb"), payload);
    }

    @ParameterizedTest
    @EnumSource(Raise.class)
    void whatWasEncodedIsDecoded(Raise raise) {
        CallFrame frame = CallFrame.decode(new CallFrame(raise, "größe", new byte[] {0, -1, '\n'}).encode());
        assertEquals(raise, frame.raise());
        assertEquals("größe", frame.name());
        assertArrayEquals(new byte[] {0, -1, '\n'}, frame.arguments());
    }

    @Test
    void argumentsMayBeMissing() {
        assertEquals(0, CallFrame.decode(bytes("call/1 both f")).arguments().length);
        assertEquals(0, CallFrame.decode(bytes("call/1 both f\n")).arguments().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "call/1", "call/2 both f\n", "call/1 all f\n", "call/1 both  \n", "call/1 both f g\n"})
    void whatIsNoCallIsRefused(String payload) {
        assertThrows(IllegalArgumentException.class, () -> CallFrame.decode(bytes(payload)));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] payload = bytes("call/1 both f?");
        payload[payload.length - 1] = (byte) 0xff;
        assertThrows(IllegalArgumentException.class, () -> CallFrame.decode(payload));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\n"})
    void namesHaveNoBlanks(String name) {
        assertThrows(IllegalArgumentException.class, () -> new CallFrame(Raise.BOTH, name, new byte[0]));
    }
}
