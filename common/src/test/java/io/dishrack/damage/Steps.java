package io.dishrack.damage;

import io.dishrack.DishrackException;
import io.dishrack.QueueClosedException;
import io.dishrack.QueueUnusableException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Runs the steps of a trial and notes how each went wrong, if it did. */
final class Steps {

    /** Fact, what it is about, way out; in one line. */
    private static final Pattern CLEAR = Pattern.compile("[^\\r\\n]*\\S+=[^\\r\\n]*; [^\\r\\n]+");

    private static final int TOP_FRAMES = 6;

    private final Observation observation;

    Steps(Observation observation) {
        this.observation = observation;
    }

    /** Something that may fail. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    /** Runs a step; says whether it went well. */
    boolean run(String name, Step step) {
        try {
            step.run();
            return true;
        } catch (QueueClosedException e) {
            // A way to end that has nothing to do with damage.
            return false;
        } catch (QueueUnusableException e) {
            tell(name, e.getMessage());
        } catch (DishrackException e) {
            observation.wrong.add(new Observation.Saying(name, "family without category: " + e));
        } catch (Exception | Error e) {
            if (isLate(e)) {
                throw (InternalError) e;
            }
            observation.wrong.add(new Observation.Saying(name, withFrames(e)));
        }
        return false;
    }

    /**
     * Whether the JVM tells of a file that was cut while it was mapped only after the library has returned: it does so
     * at any later moment, in whatever code the thread runs then.
     */
    private static boolean isLate(Throwable thrown) {
        return thrown instanceof InternalError
                && Arrays.stream(thrown.getStackTrace())
                        .noneMatch(frame -> frame.getClassName().startsWith("io.dishrack.engine."));
    }

    /** Notes a message to the user, which has to be a clear one. */
    void tell(String name, String message) {
        Observation.Saying saying = new Observation.Saying(name, message);
        if (message != null && CLEAR.matcher(message).matches() && !message.contains("unexpected error")) {
            observation.told.add(saying);
        } else {
            observation.wrong.add(new Observation.Saying(name, "not a clear line: " + message));
        }
    }

    /** An error with where it was thrown. */
    static String withFrames(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.toString());
        StackTraceElement[] frames = thrown.getStackTrace();
        for (int i = 0; i < Math.min(TOP_FRAMES, frames.length); i++) {
            text.append(" < ").append(frames[i]);
        }
        return text.toString();
    }
}
