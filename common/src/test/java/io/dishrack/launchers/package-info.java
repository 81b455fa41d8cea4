/**
 * Tests of the launchers in {@code scripts}, in a copy of them whose {@code java} and {@code mvn} are small stand-ins
 * that write down how they were called.
 */
package io.dishrack.launchers;
