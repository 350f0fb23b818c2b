package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import java.util.List;
import java.util.random.RandomGenerator;

/** A random candidate by weight. It is made for those with a weight only. */
final class WeightedPicker implements Picker {
    // So that a retry follows the weights too, unless nearly all are to be avoided.
    private static final int DRAWS = 4;

    private final Draw draw;
    private final AliasTable table;

    WeightedPicker(List<Candidate> candidates, double[] weights, RandomGenerator random) {
        draw = new Draw(candidates, random);
        table = new AliasTable(weights);
    }

    @Override
    public int pick(Tried tried) {
        int index = table.draw(draw);
        for (int again = 1; again < DRAWS && draw.avoided(index, tried); again++) {
            index = table.draw(draw);
        }
        return draw.firstUntried(index, tried);
    }
}
