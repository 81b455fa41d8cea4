package io.dishrack.damage;

/** A class that damaged files name and nobody may load: its initializer tells. */
final class Bomb {

    static final String WENT_OFF = "dishrack.damage.bomb";

    static {
        System.setProperty(WENT_OFF, "loaded");
    }

    private Bomb() {}
}
