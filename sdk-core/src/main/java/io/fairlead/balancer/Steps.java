package io.fairlead.balancer;

import java.util.stream.IntStream;

/** Rounds to powers of 1.5 by a table: a logarithm and its inverse for each candidate were most of what a pick cost. */
final class Steps {
    private static final double STEP = 1.5;
    private static final double LOG_OF_STEP = Math.log(STEP);
    // From one nanosecond to longer than a long can tell.
    private static final double[] POWERS = powers();
    private static final int[] BEFORE_POWER_OF_TWO = beforePowersOfTwo();

    /** Into how many parts a step is parted by shifts. */
    static final int SHIFTS = 1024;

    private static final double[] SHIFTED = IntStream.range(0, SHIFTS)
            .mapToDouble(part -> Math.exp(part * LOG_OF_STEP / SHIFTS))
            .toArray();

    private Steps() {}

    /**
     * What to multiply numbers with so that all steps lie lower by a part of one.
     *
     * @param part of {@link #SHIFTS}, below it
     */
    static double shift(int part) {
        return SHIFTED[part];
    }

    /** The greatest power of 1.5 in the table that is not greater: 1 for what is less than that. */
    static double floor(double number) {
        int exponent = Math.min(Math.max(Math.getExponent(number), 0), BEFORE_POWER_OF_TWO.length - 1);
        int step = BEFORE_POWER_OF_TWO[exponent];
        // At most two powers lie between two of the number two. No loop: its end would be mispredicted every other
        // time.
        step += POWERS[step + 1] <= number ? 1 : 0;
        step += POWERS[step + 1] <= number ? 1 : 0;
        return POWERS[step];
    }

    private static double[] powers() {
        double[] powers = new double[1 + (int) (Long.SIZE / (LOG_OF_STEP / Math.log(2)))];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * STEP;
        }
        return powers;
    }

    private static int[] beforePowersOfTwo() {
        int[] before = new int[Long.SIZE];
        for (int exponent = 1, step = 0; exponent < before.length; exponent++) {
            while (POWERS[step + 1] <= Math.scalb(1.0, exponent)) {
                step++;
            }
            before[exponent] = step;
        }
        return before;
    }
}
