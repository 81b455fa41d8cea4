package io.dishrack.washer.input;

import java.io.IOException;

/** Items of another source, with what is said of all of them where they say nothing themselves. */
public final class Turned implements ItemSource {

    private final ItemSource source;
    private final Turn turn;

    private Turned(ItemSource source, Turn turn) {
        this.source = source;
        this.turn = turn;
    }

    /** Such a source. */
    public static ItemSource of(ItemSource source, Turn turn) {
        return turn.equals(Turn.NONE) ? source : new Turned(source, turn);
    }

    @Override
    public boolean fill(Batch batch) throws IOException {
        int from = batch.items().size();
        try {
            return source.fill(batch);
        } finally {
            batch.items()
                    .subList(from, batch.items().size())
                    .replaceAll(item -> item.withTurn(item.turn().or(turn)));
        }
    }
}
