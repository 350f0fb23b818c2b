package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A random candidate by weight. It is made for those with a weight only. */
final class WeightedPicker implements Picker {
    // Enough unless those to be avoided have most of the weight; then each is looked at.
    private static final int DRAWS = 4;

    private final Draw draw;
    private final AliasTable table;
    private final double[] weights;

    WeightedPicker(List<Candidate> candidates, double[] weights, RandomGenerator random) {
        double largest = Arrays.stream(weights).max().orElseThrow();
        this.draw = new Draw(candidates, random);
        this.table = new AliasTable(weights);
        // Or the sum of huge weights would be infinite.
        this.weights = Arrays.stream(weights).map(w -> w / largest).toArray();
    }

    @Override
    public int pick(PickContext call) {
        for (int i = 0; i < DRAWS; i++) {
            int index = table.draw(draw);
            if (!draw.avoided(index, call)) {
                return index;
            }
        }
        return ofLeastAvoided(call);
    }

    // By weight too: the next in the list would get the share of a heavy one besides its own.
    private int ofLeastAvoided(PickContext call) {
        int first = draw.any(call);
        int rank = draw.rank(first, call);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += draw.isWorse(i, call, rank) ? 0 : weights[i];
        }
        double left = draw.share() * sum;
        for (int i = 0; i < weights.length; i++) {
            if (!draw.isWorse(i, call, rank)) {
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        // None of them has a weight that counts beside the largest, or an ejection has begun since the sum was made.
        return first;
    }
}
