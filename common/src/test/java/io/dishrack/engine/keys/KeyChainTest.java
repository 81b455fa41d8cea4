package io.dishrack.engine.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.dishrack.ItemState;
import io.dishrack.engine.ledger.StateWord;
import io.dishrack.engine.log.MessageHead;
import io.dishrack.testkit.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

/** The walk against a model that looks at every item. */
class KeyChainTest {

    private static final int ROUNDS = 3_000;

    /** Items whose keys fall into one bucket, or into none. */
    private static final class Model implements KeyChain.Links {

        private final List<MessageHead> heads = new ArrayList<>();
        private final List<Long> words = new ArrayList<>();
        private final List<Boolean> readable = new ArrayList<>();
        private long floor;
        private long reclaimed;
        private long known;
        private long last;
        private int looks;

        void put(String key, boolean isReadable) {
            long number = heads.size() + 1L;
            MessageHead head = MessageHead.keyed(key.getBytes(StandardCharsets.UTF_8), false);
            heads.add(key.isEmpty() ? head : head.withPrevious(last));
            last = key.isEmpty() ? last : number;
            words.add(StateWord.fresh(number));
            readable.add(isReadable);
        }

        void word(long number, long word) {
            words.set((int) number - 1, word);
        }

        @Override
        public long finishedUpTo() {
            return floor;
        }

        @Override
        public long word(long number) {
            return words.get((int) number - 1);
        }

        @Override
        public MessageHead head(long number) {
            looks++;
            return isReadable(number) ? whole(number) : null;
        }

        boolean isReadable(long number) {
            return readable.get((int) number - 1) && (number > reclaimed || !isOver(number));
        }

        private boolean isOver(long number) {
            ItemState state = StateWord.state(word(number));
            return state == ItemState.DONE || state == ItemState.CANCELLED;
        }

        @Override
        public long reclaimedUpTo() {
            return reclaimed;
        }

        @Override
        public long knownUpTo() {
            return Math.max(reclaimed, known);
        }

        @Override
        public long lastUnfinished(byte[] key, long from) {
            String wanted = new String(key, StandardCharsets.UTF_8);
            return last(from, 0, n -> !StateWord.isFinished(word(n)) && mayBeOf(wanted, n));
        }

        @Override
        public long lastKept(byte[] key, long from) {
            String wanted = new String(key, StandardCharsets.UTF_8);
            return last(from, 0, n -> !isOver(n) && isReadable(n) && key(n).equals(wanted));
        }

        @Override
        public long lastUnfinished(long from, long until) {
            return last(from, until, n -> !StateWord.isFinished(word(n)));
        }

        private static long last(long from, long until, LongPredicate wanted) {
            long number = from;
            while (number > until && !wanted.test(number)) {
                number--;
            }
            return Math.max(number, 0) > until ? number : 0;
        }

        boolean mayBeOf(String key, long number) {
            return !isReadable(number) || key(number).equals(key);
        }

        MessageHead whole(long number) {
            return heads.get((int) number - 1);
        }

        String key(long number) {
            return new String(whole(number).key(), StandardCharsets.UTF_8);
        }

        /** The nearest one before it that is unfinished and of its key, or of a key that nobody knows any more. */
        long blocker(long number) {
            for (long other = number - 1; other >= 1; other--) {
                if (mayBeOf(key(number), other) && !StateWord.isFinished(word(other))) {
                    return other;
                }
            }
            return 0;
        }

        long find(String key, long until) {
            for (long number = heads.size(); number > until; number--) {
                if (isReadable(number) && key(number).equals(key)) {
                    return number;
                }
            }
            return 0;
        }
    }

    private static long taken(long number) {
        return StateWord.taken(StateWord.fresh(number), number, 1, 1);
    }

    /** Any state, as it can come about: what is done was handed out when all of its key before it was finished. */
    private static long anyWord(SplittableRandom random, Model model, long number) {
        long taken = taken(number);
        long blocker = model.blocker(number);
        return switch (random.nextInt(8)) {
            case 0 -> StateWord.cancelled(StateWord.fresh(number), number);
            case 1 -> StateWord.dead(taken, number); // also by a repair, which asks nobody
            case 2, 3, 4 -> blocker == 0 ? StateWord.done(taken, number) : StateWord.waiting(taken, number, blocker);
            case 5 -> StateWord.delayed(taken, number, Long.MAX_VALUE);
            case 6 -> blocker == 0 ? taken : StateWord.fresh(number);
            default -> StateWord.fresh(number);
        };
    }

    private static Model model(SplittableRandom random, int unreadable) {
        Model model = new Model();
        int items = random.nextInt(1, 40);
        int keys = random.nextInt(1, 5);
        for (int i = 0; i < items; i++) {
            int key = random.nextInt(keys + 1);
            model.put(key == 0 ? "" : "k" + key, random.nextInt(100) >= unreadable);
        }
        for (long number = 1; number <= items; number++) {
            model.word(number, anyWord(random, model, number));
        }
        while (model.floor < items && random.nextInt(5) > 0 && StateWord.isFinished(model.word(model.floor + 1))) {
            model.floor++;
        }
        model.reclaimed = random.nextBoolean() ? 0 : random.nextInt(items + 1);
        model.known = random.nextBoolean() ? 0 : random.nextInt(items + 1);
        return model;
    }

    @Test
    void theWalkFindsTheNearestUnfinishedItemOfTheKey() {
        SplittableRandom random = Seed.random("key chain");
        for (int round = 0; round < ROUNDS; round++) {
            Model model = model(random, 0);
            KeyChain chain = new KeyChain(model);
            for (long number = model.floor + 1; number <= model.heads.size(); number++) {
                if (!model.key(number).isEmpty() && !StateWord.isFinished(model.word(number))) {
                    assertEquals(model.blocker(number), chain.blocker(number, model.whole(number)), "round=" + round);
                }
            }
        }
    }

    /** One whose message is lost and that is not in the bucket's chain holds up nobody, or everybody: both are right. */
    @Test
    void pastLostMessagesNoUnfinishedItemOfTheKeyIsOverlooked() {
        SplittableRandom random = Seed.random("key chain with gaps");
        for (int round = 0; round < ROUNDS; round++) {
            Model model = model(random, 20);
            KeyChain chain = new KeyChain(model);
            for (long number = model.floor + 1; number <= model.heads.size(); number++) {
                if (model.key(number).isEmpty() || StateWord.isFinished(model.word(number))) {
                    continue;
                }
                long found = chain.blocker(number, model.whole(number));
                for (long other = number - 1; other > found; other--) {
                    boolean overlooked = model.isReadable(other)
                            && model.key(other).equals(model.key(number))
                            && !StateWord.isFinished(model.word(other));
                    assertEquals(false, overlooked, "round=" + round + " number=" + number + " other=" + other);
                }
                if (found != 0) {
                    assertEquals(false, StateWord.isFinished(model.word(found)));
                }
            }
        }
    }

    @Test
    void theLastItemOfAKeyIsFound() {
        SplittableRandom random = Seed.random("find");
        for (int round = 0; round < ROUNDS; round++) {
            Model model = model(random, round % 2 * 20);
            KeyChain chain = new KeyChain(model);
            long until = random.nextInt(model.heads.size() + 1);
            for (String key : List.of("k1", "k2", "k3", "k4", "k5")) {
                byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
                assertEquals(model.find(key, 0), chain.find(bytes, model.last, 0), "round=" + round);
                assertEquals(model.find(key, until), chain.find(bytes, model.last, until), "round=" + round);
            }
        }
    }

    @Test
    void whatIsKnownToBeFinishedIsNotLookedAt() {
        Model model = new Model();
        for (int i = 0; i < 100; i++) {
            model.put("k", true);
        }
        for (long number = 1; number < 100; number++) {
            model.word(number, StateWord.dead(taken(number), number));
        }
        model.floor = 98;
        assertEquals(0, new KeyChain(model).blocker(100, model.whole(100)));
        assertEquals(1, model.looks);
    }

    @Test
    void theWalkEndsAtTheFirstOfTheKeyThatIsDone() {
        Model model = new Model();
        for (int i = 0; i < 100; i++) {
            model.put("k", true);
        }
        model.word(90, StateWord.done(taken(90), 90));
        for (long number = 91; number < 100; number++) {
            model.word(number, StateWord.dead(taken(number), number));
        }
        assertEquals(0, new KeyChain(model).blocker(100, model.whole(100)));
        assertEquals(10, model.looks);
    }

    @Test
    void whatWasRedrivenIsFoundBehindOnesThatAreDone() {
        Model model = new Model();
        for (int i = 0; i < 10; i++) {
            model.put("k", true);
        }
        for (long number = 1; number < 10; number++) {
            model.word(number, StateWord.done(taken(number), number));
        }
        model.word(4, StateWord.redriven(StateWord.dead(taken(4), 4), 4));
        assertEquals(0, new KeyChain(model).blocker(10, model.whole(10)));
        model.known = 4;
        assertEquals(4, new KeyChain(model).blocker(10, model.whole(10)));
    }
}
