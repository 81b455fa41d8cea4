package io.dishrack;

/**
 * Something that a check of a queue's files found.
 *
 * @param file the file or folder, relative to the queue
 * @param number the item or result it concerns, or 0
 * @param position where in the file, in bytes, or -1
 * @param fact what is the matter
 * @param remedy what a repair does about it, or what else can be done
 * @param damage whether something is damaged; else it is told for completeness, and nothing need be done
 */
public record Finding(String file, long number, long position, String fact, String remedy, boolean damage) {

    /** Damage to a file as a whole. */
    public static Finding of(String file, String fact, String remedy) {
        return new Finding(file, 0, -1, fact, remedy, true);
    }

    /** No damage. */
    public static Finding note(String file, String fact, String remedy) {
        return new Finding(file, 0, -1, fact, remedy, false);
    }

    /** In one line: fact, where, remedy. */
    public String text() {
        return fact + ": file=" + file + (position >= 0 ? " offset=" + position : "")
                + (number > 0 ? " number=" + number : "") + "; " + remedy;
    }
}
