package io.dishrack.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is known of the past, and what is not. */
@Timeout(30)
final class PulseTest {

    private static final long START = 1_800_000_000_000L;

    @TempDir
    Path folder;

    private ControlFile control;
    private Pulse pulse;

    @BeforeEach
    void create() {
        control = ControlFile.create(folder, new ControlFile.Header(7, 8, 65_536, 9, 6), 5);
        pulse = new Pulse(control);
    }

    private void offered(long number) {
        assertTrue(control.casFrontier(control.frontierVolatile(), number));
    }

    @Test
    void aFileWithoutNotesSaysNothing() {
        assertEquals(List.of(), pulse.notes(START));
    }

    @Test
    void eachMomentOfTheLastSecondsIsKnownToTheSecond() {
        for (int second = 0; second < 10; second++) {
            offered(second * 100L);
            pulse.note(START + second * 1000L, control);
        }
        List<Pulse.Note> notes = pulse.notes(START + 10_000);
        assertEquals(10, notes.size());
        assertEquals(new Pulse.Note(START + 3000, 300, 300), notes.get(3));
    }

    @Test
    void aMomentLongAgoIsKnownToAnEighthOfItsAge() {
        long seconds = 100_000;
        for (long second = 1; second <= seconds; second++) {
            offered(second);
            pulse.note(START + second * 1000, control);
        }
        List<Pulse.Note> notes = pulse.notes(START + seconds * 1000);
        for (long age = 1; age < seconds; age += 37) {
            long number = seconds - age;
            long told = notes.stream()
                    .filter(note -> note.put() >= number)
                    .findFirst()
                    .orElseThrow()
                    .millis();
            long wrong = told - (START + number * 1000);
            assertTrue(wrong >= 0 && wrong <= Math.max(1000, age * 1000 / 8), "age=" + age + " wrong=" + wrong);
        }
    }

    @Test
    void whatDoesNotChangeKeepsItsNoteForEver() {
        offered(5);
        pulse.note(START, control);
        pulse.note(START + 1_000_000_000, control);
        assertEquals(List.of(new Pulse.Note(START, 5, 5)), pulse.notes(START + 2_000_000_000));
    }

    @Test
    void aNoteThatIsHalfWrittenOrOfTheFutureIsLeftOut() {
        offered(5);
        pulse.note(START, control);
        assertEquals(List.of(), pulse.notes(START - 1));
        for (int note = 0; note < ControlDescriptor.PULSE_LEVELS * ControlDescriptor.PULSE_NOTES; note++) {
            int put = ControlDescriptor.PULSE_OFFSET + note * ControlDescriptor.PULSE_LENGTH + Long.BYTES;
            control.region().longPlain(put, control.region().longPlain(put) + 1);
        }
        assertEquals(List.of(), pulse.notes(START));
    }
}
