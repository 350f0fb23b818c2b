package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import io.fairlead.time.Ticker;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The candidate with the lowest score of some distinct random ones, where score = {@linkplain Candidate#cost
 * latency in means of the group} × (in flight + 1)^1.5.
 *
 * <p>A candidate takes the place of one drawn before it only if its score is lower by a factor, which is drawn anew for each pick from 1
 * to 1.5. So endpoints that differ by noise tie, and ties go to the first drawn: a quiet Service is spread evenly. A fixed factor would
 * part two equal endpoints for good whose latencies happen to lie a little further apart, and the slower by a hair would get nothing.
 *
 * <p>The power reacts to a queue before latencies have moved; a square would send calls to an idle endpoint that is several times slower as
 * soon as the others have two each.
 */
final class AdaptivePicker implements Picker {
    private static final double WIDEST_TIE = 1.5;

    private final Draw draw;
    private final BestOf bestOf;
    private final Ticker ticker;

    AdaptivePicker(List<Candidate> candidates, Ticker ticker, RandomGenerator random, int choices) {
        this.draw = new Draw(candidates, random);
        this.bestOf = new BestOf(draw, choices, this::score, WIDEST_TIE);
        this.ticker = ticker;
    }

    @Override
    public int pick(PickContext call) {
        return pick(call, ticker.nanos());
    }

    @Override
    public int pick(PickContext call, long nowNanos) {
        return bestOf.pick(call, nowNanos);
    }

    private double score(int index, long nowNanos) {
        Candidate candidate = draw.candidate(index);
        double warmth = candidate.warmth(nowNanos);
        // Squared: whoever is new is idle, so that when it is drawn it wins more often than its turn.
        if (warmth < 1 && draw.share() > warmth * warmth) {
            return Double.MAX_VALUE;
        }
        double cost = candidate.cost(nowNanos);
        int inFlight = candidate.inFlight();
        // By far the most frequent, and it needs no root.
        return inFlight == 0 ? cost : cost * (inFlight + 1) * Math.sqrt(inFlight + 1);
    }
}
