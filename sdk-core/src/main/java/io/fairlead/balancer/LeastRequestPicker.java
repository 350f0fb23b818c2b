package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import java.util.List;
import java.util.random.RandomGenerator;

/** The candidate with the fewest calls in flight of some distinct random ones; ties go to the first drawn, so at random. */
final class LeastRequestPicker implements Picker {
    private final Draw draw;
    private final BestOf bestOf;

    LeastRequestPicker(List<Candidate> candidates, RandomGenerator random, int choices) {
        draw = new Draw(candidates, random);
        bestOf = new BestOf(draw, choices, (index, now) -> draw.candidate(index).inFlight(), 1);
    }

    @Override
    public int pick(PickContext call) {
        return bestOf.pick(call, 0);
    }
}
