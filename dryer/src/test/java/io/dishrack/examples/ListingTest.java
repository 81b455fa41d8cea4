package io.dishrack.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.dishrack.dryer.DryerMain;
import io.dishrack.testkit.Child;
import io.dishrack.testkit.Children;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Four dryers list folders; one of them is killed. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListingTest {

    @RegisterExtension
    final Children children = new Children();

    @TempDir
    private Path temp;

    @Test
    void fourWorkersListFoldersAndEachResultTellsItsWorker() throws Exception {
        String queue = temp.resolve("queue").toString();
        List<String> arguments = new ArrayList<>(List.of(queue));
        TreeSet<String> files = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            Path folder = Files.createDirectories(temp.resolve("f" + i + "/deep"));
            files.add(Files.createFile(folder.resolve("a b")).toString());
            files.add(Files.createFile(folder.getParent().resolve("c")).toString());
            arguments.add(folder.getParent().toString());
        }
        TreeSet<String> dryers = new TreeSet<>();
        List<Child> started = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Child dryer = children.start(DryerMain.class, "--handler=list-files", "--max-attempts=255", queue);
            started.add(dryer);
            dryers.add(dryer.pid() + "@dryer");
        }
        Child listing = children.start(Listing.class, arguments.toArray(String[]::new));
        TreeSet<String> listed = new TreeSet<>();
        TreeSet<String> workers = new TreeSet<>();
        for (int i = 0; i < files.size(); i++) {
            String[] words = listing.expectLine("").split(" ", 2);
            workers.add(words[0]);
            listed.add(words[1]);
            if (i == 0) {
                started.get(0).kill();
            }
        }
        assertEquals(0, listing.waitFor());
        assertEquals(files, listed);
        assertTrue(dryers.containsAll(workers), workers.toString());
    }
}
