package io.dishrack.dryer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DryerCommandTest {

    @TempDir
    private Path temp;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                    | missing required parameter: 'QUEUE'
                    --job 2 q                             | did you mean --jobs
                    --limits 3 q                          | unknown option: '--limits'
                    --limit 0 q                           | --limit out of range: --limit=0; use 1 to 4096
                    --limit none q                        | invalid value for option '--limit'
                    --to q q                              | --to names the queue itself
                    --to-exact q                          | --to-exact needs --to
                    --jobs 0 q                            | --jobs out of range: --jobs=0; use 1 to 1000
                    --jobs x q                            | invalid value for option '--jobs'
                    --batch=0 q                           | --batch out of range
                    --max-attempts 256 q                  | --max-attempts out of range
                    --max-items 0 q                       | --max-items out of range
                    --timeout 5 q                         | as in 500ms, 30s, 5m
                    --timeout 0 q                         | --timeout out of range
                    q gzip                                | unexpected argument: gzip; put -- before a COMMAND
                    q gzip -q                             | unexpected argument: gzip; put -- before a COMMAND
                    q --                                  | no command after --
                    --stdin q                             | --stdin needs a COMMAND
                    --coprocess q                         | --coprocess needs a COMMAND
                    --coprocess --stdin q -- cat          | exclude each other
                    --coprocess q -- echo {}              | no meaning with --coprocess
                    --null q -- cat                       | --null is for a --coprocess
                    --reject-exit 65 q                    | --reject-exit needs a COMMAND
                    --reject-exit 65 --coprocess q -- cat | --reject-exit needs a COMMAND
                    --reject-exit 0 q -- cat              | --reject-exit out of range: --reject-exit=[0]; use 1 to 255
                    --reject-exit x q -- cat              | invalid value for option '--reject-exit'
                    --shell x q -- cat                    | exclude each other
                    --handler print q -- cat              | --handler excludes
                    --handler nope q                      | unknown handler: handler=nope known=call,list-files,print
                    --classpath x q                       | --classpath needs a --handler
                    """)
    void usageErrorsAreOneLineAndExit2(String arguments, String part) {
        Sink.Ran ran = Sink.runProgram(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertEquals(2, ran.code(), ran.errors());
        assertEquals(1, ran.errors().lines().count(), ran.errors());
        assertTrue(ran.errors().startsWith("dryer: "), ran.errors());
        assertTrue(ran.errors().contains(part), ran.errors());
        assertEquals("", ran.text());
    }

    @Test
    void untilEmptyOnAMissingQueueIsExit3AndMakesNothing() {
        Path missing = temp.resolve("missing");
        Sink.Ran ran = Sink.runProgram("--until-empty", missing.toString());
        assertEquals(3, ran.code());
        assertTrue(ran.errors().contains("queue is missing: folder=" + missing), ran.errors());
        assertTrue(Files.notExists(missing));
    }

    @Test
    void aSpinningDryerGetsEverythingAndEnds() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("a");
            sink.put("b");
            assertEquals(
                    0,
                    sink.dry("--spin", "--jobs", "2", "QUEUE", "--", "printf", "%s")
                            .code());
            assertEquals("a b", sink.output(1) + " " + sink.output(2));
        }
    }

    @Test
    void aFolderThatIsNoQueueIsExit3() throws Exception {
        Files.createFile(temp.resolve("something"));
        Sink.Ran ran = Sink.runProgram(temp.toString());
        assertEquals(3, ran.code());
        assertEquals(1, ran.errors().lines().count(), ran.errors());
        assertEquals(3, Sink.runProgram(temp.resolve("something").toString()).code(), "a file");
    }

    @Test
    void dashesMayStandBeforeTheQueueToo() throws Exception {
        try (Sink sink = new Sink(temp.resolve("queue"))) {
            sink.put("x");
            assertEquals(
                    0,
                    sink.run("--until-empty", "--", "QUEUE", "--", "printf", "%s")
                            .code());
            assertEquals("x", sink.output(1));
            sink.put("--until-empty");
            assertEquals(
                    0,
                    sink.dry("QUEUE", "--", "printf", "%s|", "--", "--jobs=0").code());
            assertEquals("--|--jobs=0|--until-empty|", sink.output(2), "after -- nothing is an option");
        }
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        Sink.Ran help = Sink.runProgram("--help");
        assertEquals(0, help.code());
        assertTrue(help.text().contains("dryer --jobs 4 /tmp/q -- gzip -9 {}"), help.text());
        assertTrue(help.text().lines().allMatch(line -> line.length() <= 80), "fits 80 columns");
        assertTrue(help.text().chars().allMatch(c -> c < 127), "ASCII");
        assertTrue(!help.text().contains("stop-on-eof"), help.text());
        assertEquals("", help.errors());
        assertTrue(Sink.runProgram("--version").text().startsWith("dryer (Dishrack) "));
    }
}
