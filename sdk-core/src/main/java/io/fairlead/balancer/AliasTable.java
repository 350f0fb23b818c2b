package io.fairlead.balancer;

/**
 * Draws numbers by weight in constant time, whatever their number: Walker's alias method, built as by Vose (1991). Each number has a
 * column of the same width; the lower part of it is its own, the rest belongs to one heavier number, its alias.
 */
final class AliasTable {
    private final double[] own;
    private final int[] alias;

    /**
     * A table.
     *
     * @param weights at least one, all finite and greater than zero
     */
    AliasTable(double[] weights) {
        int size = weights.length;
        own = scaled(weights);
        alias = new int[size];
        // Both stacks in one array: those below the mean grow from its start, the others from its end.
        int[] stacks = new int[size];
        int light = 0;
        int heavy = size;
        for (int i = 0; i < size; i++) {
            alias[i] = i;
            if (own[i] < 1) {
                stacks[light++] = i;
            } else {
                stacks[--heavy] = i;
            }
        }
        while (light > 0 && heavy < size) {
            int lighter = stacks[--light];
            int heavier = stacks[heavy];
            alias[lighter] = heavier;
            own[heavier] -= 1 - own[lighter];
            if (own[heavier] < 1) {
                heavy++;
                stacks[light++] = heavier;
            }
        }
        // What is left over differs from the mean by rounding only, and is its own alias.
    }

    /** One of the numbers, by weight. */
    int draw(Draw draw) {
        int column = draw.below(own.length);
        return draw.share() < own[column] ? column : alias[column];
    }

    // The mean becomes 1. By the largest first, or the sum of huge weights would be infinite.
    private static double[] scaled(double[] weights) {
        double largest = 0;
        for (double weight : weights) {
            largest = Math.max(largest, weight);
        }
        double sum = 0;
        for (double weight : weights) {
            sum += weight / largest;
        }
        double[] scaled = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            scaled[i] = weights[i] / largest / sum * weights.length;
        }
        return scaled;
    }
}
