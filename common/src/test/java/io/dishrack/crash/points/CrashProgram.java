package io.dishrack.crash.points;

import io.dishrack.engine.host.Fault;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The main class of a JVM that plays corpses and victims. Each line of standard input is {@code KEY FAULT PLACE ROLE
 * FOLDER}, played in a thread of its own; what comes of it is told in lines that begin with {@code KEY}.
 */
public final class CrashProgram {

    /** Unbuffered: a line is one write, so it was said before whatever comes next. */
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private static final int WORDS = 5;

    private CrashProgram() {}

    /** No arguments. */
    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", WORDS);
            new Thread(() -> play(words)).start();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void play(String[] words) {
        String key = words[0];
        try {
            Scenario scenario = Scenarios.of(Fault.valueOf(words[1])).get(Integer.parseInt(words[2]));
            Path folder = Path.of(words[4]);
            boolean corpse = words[3].equals("corpse");
            Actor actor = new Actor(
                    corpse ? "c" : "v",
                    folder,
                    corpse ? scenario.ofCorpse() : scenario.after(),
                    corpse ? scenario.corpsePoint : new Actor.Point(scenario.fault, scenario.nth),
                    text -> say(key + " " + text));
            (corpse ? scenario.corpsePart : scenario.act).play(actor);
            if (corpse && scenario.corpsePoint == Actor.Point.NOWHERE) {
                actor.stop();
            }
            actor.end();
        } catch (Throwable e) {
            say(key + " failed " + e.toString().replace('\n', ' '));
        }
    }

    private static synchronized void say(String line) {
        try {
            OUT.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
