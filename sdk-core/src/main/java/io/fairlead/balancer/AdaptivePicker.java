package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import io.fairlead.time.Ticker;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The candidate with the lowest score of some distinct random ones, where score = latency × (in flight + 1)^1.5.
 *
 * <p>Latency is rounded to a power of 1.5: endpoints that differ by noise tie, and ties go to the first drawn, so that a quiet
 * Service is spread evenly. Where the steps lie is drawn anew for each pick. Fixed steps would part two equal endpoints for good
 * whose latencies happen to lie on either side of one, and the slower by a hair would get nothing. The power reacts to a
 * queue before latencies have moved; a square would send calls to an idle endpoint that is several times slower as soon as the others
 * have two each.
 */
final class AdaptivePicker implements Picker {
    private final Draw draw;
    private final BestOf bestOf;
    private final BestOf.Score score = this::score;
    private final Ticker ticker;

    AdaptivePicker(List<Candidate> candidates, Ticker ticker, RandomGenerator random, int choices) {
        this.draw = new Draw(candidates, random);
        this.bestOf = new BestOf(draw, choices);
        this.ticker = ticker;
    }

    @Override
    public int pick(PickContext call) {
        return pick(call, ticker.nanos());
    }

    @Override
    public int pick(PickContext call, long nowNanos) {
        return bestOf.pick(call, nowNanos, Steps.shift(draw.below(Steps.SHIFTS)), score);
    }

    private double score(int index, long nowNanos, double shift) {
        Candidate load = draw.candidate(index);
        double warmth = load.warmth(nowNanos);
        if (warmth < 1 && draw.share() > warmth) {
            return Double.MAX_VALUE;
        }
        double cost = Steps.floor(load.costNanos(nowNanos) * shift);
        int inFlight = load.inFlight();
        // By far the most frequent, and it needs no root.
        return inFlight == 0 ? cost : cost * (inFlight + 1) * Math.sqrt(inFlight + 1);
    }
}
