package io.dishrack;

import java.util.Objects;

/**
 * Where an item comes from: the n-th of some source. A queue takes each origin once; to put it again changes nothing and
 * tells the number of the item that is there. So whoever was killed in the middle of putting just begins again.
 *
 * @param source the source's name, the same each time; any text
 * @param sequence which of its items, from 1; gaps and any order are allowed
 * @param check what its putter wants to find with the last item of the source, a digest for instance; 0 to {@link
 *     #MAX_CHECK}
 */
public record Origin(String source, long sequence, long check) {

    /** 47 bits. */
    public static final long MAX_CHECK = (1L << 47) - 1;

    /** Checks the ranges. */
    public Origin {
        Objects.requireNonNull(source, "source");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence out of range: sequence=" + sequence + "; use 1 or more");
        }
        if (check < 0 || check > MAX_CHECK) {
            throw new IllegalArgumentException("check out of range: check=" + check + "; use 0 to " + MAX_CHECK);
        }
    }

    /** Without a check. */
    public static Origin of(String source, long sequence) {
        return new Origin(source, sequence, 0);
    }
}
