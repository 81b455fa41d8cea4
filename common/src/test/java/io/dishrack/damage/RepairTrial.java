package io.dishrack.damage;

import io.dishrack.Dishrack;
import io.dishrack.Finding;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.JoinableQueue;
import io.dishrack.QueueRepair;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.log.LogScan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One damage, repaired: no readable item is lost, nothing is done that was not, the check finds nothing any more, and
 * the queue works.
 */
final class RepairTrial {

    private final Specimen specimen;
    private final Damage damage;
    private final Path folder;
    private final List<String> defects = new ArrayList<>();

    RepairTrial(Specimen specimen, Damage damage, Path folder) {
        this.specimen = specimen;
        this.damage = damage;
        this.folder = folder;
    }

    /** What was not as it should be; empty when all was. */
    List<String> run() throws Exception {
        specimen.image().restore(folder);
        damage.strike(folder);
        Map<Long, ItemView> before = export();
        QueueRepair repair;
        try {
            repair = Dishrack.salvage(folder).repair(true, finding -> {});
        } catch (QueueUnusableException e) {
            // A link may lead to what is missed: that is for the user to decide.
            return e.getMessage().contains("symbolic link") ? List.of() : List.of("repair failed: " + e);
        }
        require(repair.left() == 0, "damage is left: " + findings());
        items(repair, before, export());
        use();
        require(findings().isEmpty(), "damaged by its use: " + findings());
        return defects;
    }

    private Map<Long, ItemView> export() {
        Map<Long, ItemView> items = new HashMap<>();
        Dishrack.salvage(folder)
                .items(
                        item -> {
                            items.put(item.number(), item);
                            return true;
                        },
                        finding -> {});
        return items;
    }

    private List<String> findings() {
        List<String> damages = new ArrayList<>();
        Dishrack.salvage(folder).verify(finding -> {
            if (finding.damage()) {
                damages.add(finding.text());
            }
        });
        return damages.stream().limit(5).toList();
    }

    private void items(QueueRepair repair, Map<Long, ItemView> before, Map<Long, ItemView> after) {
        for (Item item : specimen.truth().items()) {
            ItemView was = before.get(item.number());
            ItemView is = after.get(item.number());
            if (was == null) {
                continue;
            }
            if (is == null) {
                require(isKept(repair, item), "readable item is lost: " + item);
                continue;
            }
            require(java.util.Arrays.equals(Item.payload(item.number()), is.payload()), "wrong payload: " + item);
            boolean handedBack = item.state() == ItemState.TAKEN && is.state() == ItemState.READY;
            boolean waited = item.state() == ItemState.DELAYED && was.dueMillis() == 0 && is.state() == ItemState.READY;
            boolean deadOfDamage = was.state() == null && is.state() == ItemState.DEAD;
            require(
                    is.state() == item.state() || handedBack || waited || deadOfDamage,
                    "wrong state: " + item + " is " + is.state());
        }
    }

    /** Whether a message that stood where a header or an index belongs is in the copy of its file. */
    private static boolean isKept(QueueRepair repair, Item item) {
        boolean[] found = {false};
        new LogScan(repair.quarantine().resolve("items")).walkAll(message -> {
            found[0] |= message.number() == item.number()
                    && message.isReadable()
                    && java.util.Arrays.equals(Item.payload(item.number()), message.payload());
            return true;
        });
        return found[0];
    }

    private void use() throws InterruptedException {
        try (JoinableQueue<byte[]> queue = Dishrack.open(folder, Specimen.options())) {
            queue.reopen();
            long number = queue.put(new byte[10], io.dishrack.ItemOptions.WITH_RESULT);
            require(number > specimen.truth().put() || damage.hitsItems(), "number was given before: " + number);
            for (long idle = 0; queue.unfinished() > 0 && idle < 200; ) {
                int done = queue.doneAll(queue.pollBatch(16, Duration.ofMillis(60)));
                idle = done > 0 ? 0 : idle + 1;
            }
            require(queue.join(Duration.ZERO), "join hangs: " + queue.status());
        } catch (QueueUnusableException e) {
            require(false, "can't be used: " + e);
        }
    }

    private void require(boolean holds, String fact) {
        if (!holds && defects.size() < 5) {
            defects.add(fact);
        }
    }

    /** What a repair would do, as a user is told. */
    static List<Finding> dryRun(Path folder) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Dishrack.salvage(folder).repair(false, findings::add);
        return findings;
    }
}
