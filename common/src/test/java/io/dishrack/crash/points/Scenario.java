package io.dishrack.crash.points;

import io.dishrack.Delivery;
import io.dishrack.OpenOptions;
import io.dishrack.engine.host.Fault;
import io.dishrack.engine.host.Host;
import io.dishrack.testkit.QueueLab;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * A way to a point, and what is found there. Labels of items begin with g (put by a process that is gone in good order
 * before), c (by one that died or froze before: the corpse) or v (by the victim).
 */
final class Scenario {

    /** A part that somebody plays. */
    interface Part {
        void play(Actor actor) throws Exception;
    }

    /** A part of somebody who has taken an item. */
    interface Work {
        void play(Actor actor, Delivery<byte[]> taken) throws Exception;
    }

    /** How somebody opens the queue. */
    record Terms(OpenOptions options, Host host) {}

    /** What there was before: how the queue was made. */
    enum Making {
        MISSING,
        USUAL,
        /** Four items in a ledger file. */
        SMALL_LEDGER,
        /** Every slot was left behind by a dead process. */
        NO_SLOT_CLEAN
    }

    /** Who is somebody gone before the victim comes. */
    enum Corpse {
        NONE,
        KILLED,
        FROZEN
    }

    static final long OTHER_BOOT = 7;

    final Fault fault;
    int nth = 1;
    Making making = Making.USUAL;
    OpenOptions options = QueueLab.options();
    Part given = actor -> {};
    Corpse corpse = Corpse.NONE;
    Actor.Point corpsePoint = Actor.Point.NOWHERE;
    Part corpsePart = actor -> {};
    Part act = actor -> {};
    boolean booted;
    /** The watcher comes when the victim is at its point: before, it might do the victim's work. */
    boolean late;

    /** LABEL:ATTEMPT in the order of labels, of all that is handed out after the victim's death. */
    String handedOut = "";

    int dead;
    int cancelled;
    /** Results that readers find of those who died. */
    int results;

    boolean shutDown;

    private Scenario(Fault fault) {
        this.fault = fault;
    }

    static Scenario at(Fault fault) {
        return new Scenario(fault);
    }

    Scenario nth(int value) {
        nth = value;
        return this;
    }

    Scenario making(Making value) {
        making = value;
        return this;
    }

    Scenario options(UnaryOperator<OpenOptions> change) {
        options = change.apply(options);
        return this;
    }

    Scenario given(Part value) {
        given = value;
        return this;
    }

    /** Somebody plays a part, and is killed when it is over. */
    Scenario corpse(Part part) {
        corpse = Corpse.KILLED;
        corpsePart = part;
        late = true;
        return this;
    }

    /** Somebody is killed at a point. */
    Scenario corpse(Fault at, Part part) {
        corpsePoint = new Actor.Point(at, 1);
        return corpse(part);
    }

    /** As {@link #corpse}, but frozen. */
    Scenario frozen() {
        corpse = Corpse.FROZEN;
        return this;
    }

    /** The victim plays a part, in which it says from where on it may come to its point. */
    Scenario victim(Part value) {
        act = value;
        return this;
    }

    /** The victim may come to its point from the beginning. */
    Scenario armed(Part value) {
        return armedAfter(actor -> {}, value);
    }

    /** The victim may come to its point in the second part only. */
    Scenario armedAfter(Part before, Part value) {
        return victim(actor -> {
            before.play(actor);
            actor.arm();
            value.play(actor);
        });
    }

    /** The victim takes an item; in what it does with that it may come to its point. */
    Scenario armedHolding(Work value) {
        return victim(actor -> {
            var taken = actor.take(1).get(0);
            actor.arm();
            value.play(actor, taken);
        });
    }

    /** The victim comes after a reboot. */
    Scenario booted() {
        booted = true;
        late = true;
        return this;
    }

    Scenario late() {
        late = true;
        return this;
    }

    Scenario handsOut(String value) {
        handedOut = value;
        return this;
    }

    Scenario dead(int value) {
        dead = value;
        return this;
    }

    Scenario cancelled(int value) {
        cancelled = value;
        return this;
    }

    Scenario results(int value) {
        results = value;
        return this;
    }

    Scenario shutDown() {
        shutDown = true;
        return this;
    }

    /** For those who come before a reboot, if there is one. */
    Terms before() {
        return new Terms(options, Host.real());
    }

    /** A frozen one loses its items soon. */
    Terms ofCorpse() {
        return new Terms(corpse == Corpse.FROZEN ? options.withLease(Duration.ofSeconds(1)) : options, Host.real());
    }

    /** For the victim and those who come after it. */
    Terms after() {
        Host real = Host.real();
        return new Terms(options, booted ? new Host(real.disk(), OTHER_BOOT, real.faults()) : real);
    }
}
