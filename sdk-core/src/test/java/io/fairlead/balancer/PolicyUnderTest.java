package io.fairlead.balancer;

import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import io.fairlead.time.Ticker;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A policy and what it promises, for {@link BalancerContract}.
 *
 * @param maker makes it with a clock and randomness
 * @param shares of idle candidates in the calls, in any unit; null if it promises none
 * @param loadAware whether it keeps calls away from an endpoint that is much busier than others
 * @param byWeight whether it goes by the weights of endpoints
 * @param newcomers whether it is looked at with endpoints of which half are new
 */
record PolicyUnderTest(
        String name, Maker maker, @Nullable Shares shares, boolean loadAware, boolean byWeight, boolean newcomers) {
    @FunctionalInterface
    interface Maker {
        Balancer make(Ticker ticker, RandomGenerator random);
    }

    @FunctionalInterface
    interface Shares {
        /**
         * The shares; what it says of those that are not left does not count.
         *
         * @param left those that are neither ejected nor tried
         */
        double[] of(List<Candidate> candidates, Predicate<EndpointKey> left);
    }

    /** Each idle candidate gets as much as any other. */
    static PolicyUnderTest even(String name, Maker maker) {
        return new PolicyUnderTest(name, maker, PolicyUnderTest::equal, false, false, false);
    }

    PolicyUnderTest withShares(@Nullable Shares others) {
        return new PolicyUnderTest(name, maker, others, loadAware, byWeight, newcomers);
    }

    PolicyUnderTest minding() {
        return new PolicyUnderTest(name, maker, shares, true, byWeight, newcomers);
    }

    PolicyUnderTest weighing() {
        return new PolicyUnderTest(name, maker, shares, loadAware, true, newcomers);
    }

    /** The newcomers get nothing yet, and who gets their part instead is not promised. */
    PolicyUnderTest withNewcomers() {
        return new PolicyUnderTest(name, maker, null, loadAware, byWeight, true);
    }

    private static double[] equal(List<Candidate> candidates, Predicate<EndpointKey> left) {
        double[] shares = new double[candidates.size()];
        Arrays.fill(shares, 1);
        return shares;
    }

    @Override
    public String toString() {
        return name;
    }
}
