package io.dishrack.damage;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM in which damaged queues are used. It reads {@code run NUMBER FOLDER}, says {@code strike}, reads
 * {@code struck} once that was done to the folder, and says {@code verdict GRADE REASONS}, the reasons separated by
 * tabs.
 */
public final class TrialProgram {

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private static final int TRIES = 5;

    private TrialProgram() {}

    /** Arguments: the folder of the specimens, the seed. */
    public static void main(String[] arguments) throws IOException {
        Plan plan = new Plan(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        say("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", 3);
            Verdict verdict = judged(plan, Long.parseLong(words[1]), Path.of(words[2]), in);
            StringBuilder answer = new StringBuilder("verdict " + verdict.grade());
            verdict.reasons().forEach(reason -> answer.append('\t').append(reason.replaceAll("[\\r\\n\\t]+", "\\\\n")));
            say(answer.toString());
        }
        Runtime.getRuntime().halt(0);
    }

    /** Tries again where the JVM breaks the trial off, see {@link Steps#run}. */
    private static Verdict judged(Plan plan, long number, Path folder, BufferedReader in) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return plan.trial(number, folder).run(() -> {
                    say("strike");
                    if (!"struck".equals(in.readLine())) {
                        throw new IOException("the damage was not done");
                    }
                });
            } catch (InternalError e) {
                if (tries == TRIES) {
                    return new Verdict(Verdict.Grade.LATE, List.of(Steps.withFrames(e)));
                }
                Image.delete(folder);
            }
        }
    }

    private static void say(String line) throws IOException {
        OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
