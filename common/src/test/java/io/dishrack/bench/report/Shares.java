package io.dishrack.bench.report;

import java.util.Arrays;

/** How evenly work was shared out. */
public final class Shares {

    private Shares() {}

    /**
     * Jain's fairness index: 1 when all shares are equal, 1/n when one of n has all.
     *
     * @see <a href="https://arxiv.org/abs/cs/9809099">Jain, Chiu, Hawe: A Quantitative Measure of Fairness</a>
     */
    public static double jain(long[] shares) {
        double sum = 0;
        double squares = 0;
        for (long share : shares) {
            sum += share;
            squares += (double) share * share;
        }
        return squares == 0 ? 1 : sum * sum / (shares.length * squares);
    }

    /** The least share by the largest: 1 when all are equal, 0 when somebody got nothing. */
    public static double leastByLargest(long[] shares) {
        long largest = Arrays.stream(shares).max().orElse(0);
        return largest == 0 ? 1 : (double) Arrays.stream(shares).min().orElse(0) / largest;
    }
}
