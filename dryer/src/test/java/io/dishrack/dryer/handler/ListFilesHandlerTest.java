package io.dishrack.dryer.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.ItemState;
import io.dishrack.cli.RawArguments;
import io.dishrack.dryer.Sink;
import io.dishrack.dryer.SinkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compared with {@code find ITEM -type f} on a tree with odd names. */
class ListFilesHandlerTest extends SinkTest {

    /** Makes a tree; names that are no text can be made by a shell only. */
    private static final String TREE =
            "cd \"$1\" && mkdir -p 'a b' deep/1/2/3/4 empty .hidden \"$(printf 'd\\377\\376')\" && "
                    + "touch -- plain 'two  words' 'a b/c' deep/1/2/3/4/x .hidden/.f '-n' '--' \"$(printf 'nl\\nin name')\" "
                    + "\"$(printf 'bad\\377\\376')\" \"$(printf 'd\\377\\376/f\\200')\" \"$(printf 'caf\\303\\251')\" 'q\"\\' '*' && "
                    + "ln -s plain link && ln -s deep dirlink && ln -s nowhere broken && mkfifo pipe";

    private Path tree;

    @BeforeEach
    void makeTree() throws Exception {
        tree = Files.createDirectory(temp.resolve("tree"));
        assertEquals(
                0,
                new ProcessBuilder("sh", "-c", TREE, "sh", tree.toString())
                        .start()
                        .waitFor());
    }

    private static TreeSet<String> find(String item) throws IOException {
        Process find = new ProcessBuilder("find", item, "-type", "f").start();
        return lines(RawArguments.byteString(find.getInputStream().readAllBytes()));
    }

    private static TreeSet<String> lines(String text) {
        return text.isEmpty() ? new TreeSet<>() : new TreeSet<>(java.util.Arrays.asList(text.split("\n")));
    }

    private void listsAsFindDoes(String item) throws Exception {
        long number = sink.put(item).queue().status().put();
        assertEquals(0, sink.dry("--handler", "list-files", "QUEUE").code());
        assertEquals(find(item), lines(sink.output(number)), item);
    }

    @Test
    void oddNamesArriveByteForByte() throws Exception {
        listsAsFindDoes(tree.toString());
        assertTrue(sink.output(1).contains("/bad\u00ff\u00fe\n"));
        assertTrue(sink.output(1).contains("/d\u00ff\u00fe/f\u0080\n"));
    }

    @Test
    void pathsBeginWithTheItemAsItWasPut() throws Exception {
        listsAsFindDoes(tree + "/");
        listsAsFindDoes(tree + "//deep");
        listsAsFindDoes(tree + "/deep/../deep/1");
    }

    @Test
    void aFileIsItselfAndALinkIsNothing() throws Exception {
        listsAsFindDoes(tree + "/plain");
        listsAsFindDoes(tree + "/link");
        listsAsFindDoes(tree + "/dirlink");
        listsAsFindDoes(tree + "/broken");
        listsAsFindDoes(tree + "/empty");
    }

    @Test
    void anItemThatIsNoTextIsAFolderToo() throws Exception {
        sink.put(tree + "/d\u00ff\u00fe");
        assertEquals(0, sink.dry("--handler=list-files", "QUEUE").code());
        assertEquals(tree + "/d\u00ff\u00fe/f\u0080\n", sink.output(1));
    }

    @Test
    void aWideAndDeepTreeIsListedWhole() throws Exception {
        Random random = new Random(7);
        Path folder = tree;
        for (int i = 0; i < 400; i++) {
            folder = random.nextInt(4) == 0 ? tree : folder;
            folder = Files.createDirectories(folder.resolve("d" + random.nextInt(30)));
            Files.createFile(folder.resolve("f" + i));
        }
        listsAsFindDoes(tree.toString());
    }

    @Test
    void listsOfSeveralWorkersDoNotMixTheirLines() throws Exception {
        for (int i = 0; i < 3000; i++) {
            Files.createFile(tree.resolve("empty").resolve("a-file-with-a-long-name-" + i));
        }
        String[] items = {tree + "/empty", tree + "/deep", tree + "/a b", tree + "/empty"};
        sink.putPlain(items);
        Sink.Ran ran = sink.dry("--jobs=3", "--handler=list-files", "QUEUE");
        TreeSet<String> expected = new TreeSet<>();
        for (String item : items) {
            expected.addAll(find(item));
        }
        assertEquals(expected, lines(ran.text()));
        assertEquals(2 * 3000 + 2, ran.text().lines().count());
    }

    @Test
    void whatIsMissingFailsTheItemWithAClearMessage() throws Exception {
        sink.put(tree + "/nowhere", "", "a\0b");
        assertEquals(
                1,
                sink.dry("--max-attempts=1", "--handler", "list-files", "QUEUE").code());
        assertEquals(ItemState.DEAD, sink.results().get(1L).state());
        assertTrue(sink.error(1).startsWith("no such file or folder: path=" + tree), sink.error(1));
        assertTrue(sink.error(2).startsWith("not a path: item=(empty)"), sink.error(2));
        assertTrue(sink.error(3).startsWith("not a path: item=a b"), sink.error(3));
    }
}
