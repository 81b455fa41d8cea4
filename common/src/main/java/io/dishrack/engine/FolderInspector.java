package io.dishrack.engine;

import io.dishrack.HistoryEntry;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.QueueInspector;
import io.dishrack.QueuePurge;
import io.dishrack.QueueStatus;
import io.dishrack.QueueUnusableException;
import io.dishrack.ResultFeed;
import io.dishrack.engine.control.ControlFile;
import io.dishrack.engine.ledger.Ledger;
import io.dishrack.engine.ledger.LedgerSegment;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogReader;
import io.dishrack.engine.log.LogWords;
import io.dishrack.engine.log.ReclaimedMessageException;
import io.dishrack.engine.slots.LockFile;
import io.dishrack.engine.slots.SlotTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Looks at a queue in a folder through read-only mappings. */
final class FolderInspector implements QueueInspector {

    private final Path folder;
    private final ControlFile control;
    private final Ledger ledger;
    private final LockFile lockFile;
    private final SlotTable slots;
    private final Census census;
    private final LogReader reader;
    private final LogWords itemWords;
    private final LogWords resultWords;
    private final LogReader results;

    FolderInspector(Path path) {
        folder = QueueFolder.existing(path);
        LockFile.requireNoRepair(folder);
        control = ControlFile.open(folder, false);
        ledger = new Ledger(folder.resolve(QueueFolder.LEDGER), (int) control.ledgerItems(), control.queueId(), false);
        lockFile = LockFile.open(folder, false);
        slots = new SlotTable(control.region(), lockFile);
        itemWords = LogWords.items(control.region());
        resultWords = LogWords.results(control.region());
        Reclaimer.requireTold(folder, control, itemWords, resultWords);
        census = new Census(control, ledger);
        reader = new LogReader(folder.resolve(QueueFolder.ITEMS), itemWords);
        results = new LogReader(folder.resolve(QueueFolder.RESULTS), resultWords);
    }

    @Override
    public QueueStatus status() {
        return Mapped.call(folder, () -> Statuses.of(folder, control, census, slots));
    }

    @Override
    public void items(Set<ItemState> states, Predicate<ItemView> visitor) {
        Mapped.call(folder, () -> {
            visit(states, visitor);
            return null;
        });
    }

    private void visit(Set<ItemState> states, Predicate<ItemView> visitor) {
        long published = control.publishedVolatile();
        for (long number = 1; number <= published; number++) {
            LedgerSegment segment = ledger.segment(number);
            if (segment.isGone()) {
                number = segment.last();
                continue;
            }
            long word = segment.wordVolatile(number);
            if (states.isEmpty() || states.contains(StateWord.state(word))) {
                ItemView view = view(number, word);
                if (view != null && !visitor.test(view)) {
                    return;
                }
            }
        }
    }

    @Override
    public ItemView item(long number) {
        return Mapped.call(
                folder, () -> !isNumber(number) || isGone(number) ? null : view(number, ledger.wordVolatile(number)));
    }

    @Override
    public boolean isReclaimed(long number) {
        return Mapped.call(
                folder, () -> isNumber(number) && (isGone(number) || isReclaimed(number, ledger.wordVolatile(number))));
    }

    private boolean isNumber(long number) {
        return number >= 1 && number <= control.publishedVolatile();
    }

    /** Also one of which a copy is left, by chance and for a while. Needed items are copied before the mark is raised. */
    private boolean isReclaimed(long number, long word) {
        return number < itemWords.firstKept() && !NeededItems.isNeeded(word);
    }

    @Override
    public ItemState state(long number) {
        return Mapped.call(
                folder, () -> isNumber(number) ? ledger.segment(number).state(number) : null);
    }

    @Override
    public QueuePurge purgeable(boolean dead) {
        return Mapped.call(folder, () -> new PurgeEstimate(
                        new PurgeEstimate.Source(folder, control, ledger, itemWords, resultWords), dead)
                .run(census));
    }

    private boolean isGone(long number) {
        return ledger.segment(number).isGone();
    }

    @Override
    public List<HistoryEntry> history(long number) {
        return Mapped.call(folder, () -> befallen(number));
    }

    private List<HistoryEntry> befallen(long number) {
        if (!isNumber(number) || isGone(number)) {
            return List.of();
        }
        if (resultWords.publishedVolatile() == 0) {
            return List.of(); // and perhaps no log yet
        }
        return Histories.of(number, ledger.wordVolatile(number), results, resultWords);
    }

    @Override
    public ResultFeed results(boolean fromStart) {
        return Mapped.call(
                folder,
                () -> new PollingResultFeed(new ResultWalk(
                        new ResultWalk.Source(folder, control, ledger, resultWords),
                        new LogReader(folder.resolve(QueueFolder.RESULTS), resultWords),
                        fromStart)));
    }

    /** Null of one that was reclaimed. */
    private ItemView view(long number, long word) {
        if (isReclaimed(number, word)) {
            return null;
        }
        ItemState state = StateWord.state(word);
        long due = StateWord.isDelayed(word) ? StateWord.dueMillis(word) : 0;
        try {
            reader.read(number);
            long first = state == ItemState.READY ? ahead(reader.head().notBefore()) : due;
            return new ItemView(number, state, StateWord.attempt(word), reader.key(), reader.payload(), first, null);
        } catch (ReclaimedMessageException e) {
            // Finished since its word was read, and reclaimed; or it is damaged.
            return isReclaimed(number, ledger.wordVolatile(number))
                    ? null
                    : new ItemView(
                            number,
                            state,
                            StateWord.attempt(word),
                            null,
                            null,
                            due,
                            e.ofUnfinished().getMessage());
        } catch (QueueUnusableException e) {
            return new ItemView(number, state, StateWord.attempt(word), null, null, due, e.getMessage());
        }
    }

    /** That time, or 0 when it has passed. */
    private static long ahead(long millis) {
        return millis > System.currentTimeMillis() ? millis : 0;
    }

    @Override
    public void close() {
        reader.close();
        results.close();
        lockFile.close();
    }
}
