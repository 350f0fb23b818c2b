package io.fairlead.balancer;

import java.util.Arrays;

/** Whether counts fit shares: Pearson's chi-square test. */
final class Shares {
    // Standard deviations: one seed of 30,000 lies beyond by chance.
    private static final double QUANTILE = 4;

    private Shares() {}

    /** How far the counts are from what the shares let expect; those without a share must have no count. */
    static double chiSquare(int[] counts, double[] shares) {
        double total = Arrays.stream(counts).sum();
        double whole = Arrays.stream(shares).sum();
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = total * shares[i] / whole;
            double distance = counts[i] - expected;
            sum += distance == 0 ? 0 : distance * distance / expected;
        }
        return sum;
    }

    /** What chance alone hardly ever exceeds (the quantile by Wilson and Hilferty 1931). */
    static double bound(double[] shares) {
        long freedom = Arrays.stream(shares).filter(share -> share > 0).count() - 1;
        if (freedom == 0) {
            return 0;
        }
        double spread = 2.0 / (9 * freedom);
        return freedom * Math.pow(1 - spread + QUANTILE * Math.sqrt(spread), 3);
    }
}
