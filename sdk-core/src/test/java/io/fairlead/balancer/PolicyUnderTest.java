package io.fairlead.balancer;

import io.fairlead.feedback.Candidate;
import io.fairlead.time.Ticker;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A policy and what it promises, for {@link BalancerContract}.
 *
 * @param maker makes it with a clock and randomness
 * @param shares of idle candidates in the calls, in any unit; null if it promises none
 * @param loadAware whether it keeps calls away from an endpoint that is much busier than others
 */
record PolicyUnderTest(String name, Maker maker, @Nullable Shares shares, boolean loadAware) {
    @FunctionalInterface
    interface Maker {
        Balancer make(Ticker ticker, RandomGenerator random);
    }

    @FunctionalInterface
    interface Shares {
        double[] of(List<Candidate> candidates);
    }

    /** Each idle candidate gets as much as any other. */
    static PolicyUnderTest even(String name, Maker maker) {
        return new PolicyUnderTest(name, maker, PolicyUnderTest::equal, false);
    }

    PolicyUnderTest withShares(@Nullable Shares others) {
        return new PolicyUnderTest(name, maker, others, loadAware);
    }

    PolicyUnderTest minding() {
        return new PolicyUnderTest(name, maker, shares, true);
    }

    private static double[] equal(List<Candidate> candidates) {
        double[] shares = new double[candidates.size()];
        Arrays.fill(shares, 1);
        return shares;
    }

    @Override
    public String toString() {
        return name;
    }
}
