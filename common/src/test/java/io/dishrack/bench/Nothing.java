package io.dishrack.bench;

/** The yardstick of start-up: a program that does nothing. */
public final class Nothing {

    private Nothing() {}

    /** Does nothing. */
    public static void main(String[] args) {}
}
