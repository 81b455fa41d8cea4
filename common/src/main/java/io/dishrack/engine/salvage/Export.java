package io.dishrack.engine.salvage;

import io.dishrack.Finding;
import io.dishrack.ItemState;
import io.dishrack.ItemView;
import io.dishrack.QueueUnusableException;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.LogScan;
import io.dishrack.engine.log.ScannedMessage;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Brings out every item that can be read, from the item log and the ledger as they are. */
final class Export implements LogWalk.Visitor {

    private static final String LOST = "rack verify tells more, rack repair makes it a dead letter";

    private final Basis basis;
    private final Predicate<ItemView> visitor;
    private final Consumer<Finding> damages;
    private String folderTold;

    Export(Basis basis, Predicate<ItemView> visitor, Consumer<Finding> damages) {
        this.basis = basis;
        this.visitor = visitor;
        this.damages = damages;
    }

    void run() {
        LogWalk.items(basis, this).run();
    }

    @Override
    public boolean message(LogScan.Segment segment, ScannedMessage message) {
        String file = basis.name(segment.file());
        if (!message.isReadable()) {
            damages.accept(new Finding(file, message.number(), message.position(), message.damage(), LOST, true));
            return true;
        }
        byte[] payload;
        try {
            payload = message.payload();
        } catch (QueueUnusableException e) {
            damages.accept(
                    new Finding(file, message.number(), message.position(), "large payload can't be read", LOST, true));
            return true;
        }
        return visitor.test(view(message, payload));
    }

    private ItemView view(ScannedMessage message, byte[] payload) {
        long number = message.number();
        long word = basis.ledger.word(number);
        if (word == 0) {
            stateUnknown(number);
            return new ItemView(number, null, 0, message.key(), payload, 0, null);
        }
        ItemState state = StateWord.state(word);
        long due = StateWord.isDelayed(word) ? StateWord.dueMillis(word) : 0;
        return new ItemView(number, state, StateWord.attempt(word), message.key(), payload, due, null);
    }

    /** Once for a file that is damaged as a whole. */
    private void stateUnknown(long number) {
        var sheet = basis.ledger.sheet(number);
        String file = basis.name(sheet.file());
        if (sheet.isOurs()) {
            damages.accept(new Finding(file, number, sheet.position(number), "state is damaged", LOST, true));
        } else if (!file.equals(folderTold)) {
            folderTold = file;
            damages.accept(Finding.of(file, "states can't be read: " + sheet.damage(), LOST));
        }
    }

    @Override
    public void missing(long first, long last, String file, String fact) {
        damages.accept(new Finding(file, first, -1, fact + ": last=" + last, LOST, true));
    }
}
