package io.fairlead.balancer;

import java.util.Arrays;

/** Whether counts fit shares: Pearson's chi-square test. */
final class Shares {
    // Standard deviations: one seed of 30,000 lies beyond by chance.
    private static final double QUANTILE = 4;

    private Shares() {}

    /** How far the counts are from what the shares let expect; those without a share must have no count. */
    static double chiSquare(int[] counts, double[] shares) {
        double callsPerShare = callsPerShare(counts, shares);
        double sum = 0;
        double rareCount = 0;
        double rareExpected = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = shares[i] * callsPerShare;
            if (isRare(expected)) {
                rareCount += counts[i];
                rareExpected += expected;
            } else {
                sum += term(counts[i], expected);
            }
        }
        return sum + term(rareCount, rareExpected);
    }

    /** What chance alone hardly ever exceeds (the quantile by Wilson and Hilferty 1931). */
    static double bound(int[] counts, double[] shares) {
        double callsPerShare = callsPerShare(counts, shares);
        long some = Arrays.stream(shares).filter(share -> share > 0).count();
        long rare = Arrays.stream(shares)
                .filter(share -> isRare(share * callsPerShare))
                .count();
        long freedom = some - Math.max(1, rare);
        if (freedom == 0) {
            return 0;
        }
        double spread = 2.0 / (9 * freedom);
        return freedom * Math.pow(1 - spread + QUANTILE * Math.sqrt(spread), 3);
    }

    private static double callsPerShare(int[] counts, double[] shares) {
        return Arrays.stream(counts).sum() / Arrays.stream(shares).sum();
    }

    // All of those together count as one: a single call is hundreds of times what one of them lets expect.
    private static boolean isRare(double expected) {
        return expected > 0 && expected < 1;
    }

    private static double term(double count, double expected) {
        double distance = count - expected;
        return distance == 0 ? 0 : distance * distance / expected;
    }
}
