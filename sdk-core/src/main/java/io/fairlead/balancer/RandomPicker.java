package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import java.util.List;
import java.util.random.RandomGenerator;

/** Any candidate, each with the same probability. */
final class RandomPicker implements Picker {
    private final Draw draw;

    RandomPicker(List<Candidate> candidates, RandomGenerator random) {
        draw = new Draw(candidates, random);
    }

    @Override
    public int pick(PickContext call) {
        return draw.any(call);
    }
}
