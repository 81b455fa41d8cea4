package io.dishrack.engine.region;

/**
 * Makes sure that who uses a mapped file is told when it is cut, or its disk fails, meanwhile.
 *
 * <p>The virtual machine remembers such an access, goes on behind it with whatever value there was, and throws its
 * InternalError some time later. Two things follow.
 *
 * <ul>
 *   <li>A loop that repeats a failed swap may go round for minutes without being told, as nothing it sees changes. So
 *       after each failed swap stands {@link #tell}.
 *   <li>In interpreted code a swap is a native method that is not prepared for this: it ends the virtual machine. So a
 *       word is read before it is swapped, and {@link #beforeSwap} tells of that read while the swap may be interpreted.
 * </ul>
 */
public final class CutFile {

    /**
     * In a process, before its compilers have certainly come to the methods that swap: they do so after some hundred
     * calls, or later where they have much to do. All these together cost some milliseconds.
     */
    private static final int INTERPRETED_SWAPS = 200_000;

    /** How many more swaps may be interpreted. Threads that count at once count too little, which does no harm. */
    private static int interpreted = INTERPRETED_SWAPS;

    /** Never anything else; not final, so that compilers do not count on it. */
    private static int none;

    private CutFile() {}

    /**
     * Called between the read of a word and its swap. A file that is cut in the very moment between this and a swap that
     * is interpreted still ends the virtual machine.
     */
    static void beforeSwap() {
        if (interpreted > 0) {
            interpreted--;
            tell();
        }
    }

    /**
     * Throws the error of an earlier access, if there was one.
     *
     * <p>On JDK 17 it is thrown when the virtual machine's own code returns to Java, and only then: on the return of a
     * native method it is not, nor at a safepoint that nobody asked for. An array of arrays is always made by the
     * virtual machine's own code, interpreted and compiled; nothing else that does so for certain is as quick, 40 ns.
     *
     * @throws InternalError when a file was cut
     */
    @SuppressWarnings("unused")
    public static void tell() {
        byte[][] made = new byte[none][none];
    }
}
