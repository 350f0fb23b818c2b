package io.fairlead.balancer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedTest {
    private final List<Candidate> candidates = new Fleet().candidates(4);

    // With a seed: of a million such trials, thirty would fail by chance.
    @Property(tries = 50, seed = "42")
    void sharesAreTheWeights(
            @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0.01, max = 100) Double> weights) {
        double[] shares = weights.stream().mapToDouble(w -> w).toArray();
        List<Candidate> many = new Fleet().candidates(shares.length);
        Picker picker = Balancer.weighted(e -> shares[number(e)], new SplittableRandom(1))
                .newPicker(many);

        int[] counts = counts(picker, 50_000, shares.length);

        assertThat(Shares.chiSquare(counts, shares)).isLessThanOrEqualTo(Shares.bound(counts, shares));
    }

    @Test
    void noWeightMeansNoCall() {
        Picker picker = picker(e -> number(e) % 2);

        int[] counts = counts(picker, 10_000, 4);

        assertThat(counts[0]).isZero();
        assertThat(counts[2]).isZero();
        assertThat(Shares.chiSquare(counts, new double[] {0, 1, 0, 1})).isLessThan(16);
    }

    @Test
    void noWeightMeansNoRetryEither() {
        Picker picker = picker(e -> number(e) % 2);
        Set<EndpointKey> tried = new HashSet<>();
        for (int attempt = 0; attempt < 6; attempt++) {
            int index = picker.pick(PickContext.tried(tried));
            assertThat(index).isIn(1, 3);
            tried.add(Fleet.key(candidates, index));
        }
        assertThat(tried).hasSize(2);
    }

    @Test
    void whereNobodyHasAWeightAllAreEqual() {
        int[] counts = counts(picker(e -> 0), 10_000, 4);

        assertThat(Shares.chiSquare(counts, new double[] {1, 1, 1, 1})).isLessThan(20);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, -0.001})
    void aBadWeightCountsAsOne(double bad) {
        int[] counts = counts(picker(e -> number(e) == 2 ? bad : 2), 10_000, 4);

        assertThat(Shares.chiSquare(counts, new double[] {2, 2, 1, 2})).isLessThan(20);
    }

    @Test
    void aWeightThatThrowsCountsAsOne() {
        ToDoubleFunction<Endpoint> weight = e -> {
            if (number(e) == 2) {
                throw new IllegalStateException("no weight known");
            }
            return 2;
        };

        assertThat(Shares.chiSquare(counts(picker(weight), 10_000, 4), new double[] {2, 2, 1, 2}))
                .isLessThan(20);
    }

    @Test
    void hugeAndTinyWeightsAreWeights() {
        double[] huge = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE / 2, Double.MIN_VALUE};

        int[] counts = counts(picker(e -> huge[number(e)]), 10_000, 4);

        assertThat(counts[3]).isZero();
        assertThat(Shares.chiSquare(counts, new double[] {2, 2, 1, 0})).isLessThan(20);
    }

    @Test
    void aRetryFollowsTheWeightsToo() {
        EndpointKey tried = Fleet.key(candidates, 3);
        int[] counts = new int[4];
        Picker picker = picker(e -> 1 + number(e));
        for (int i = 0; i < 10_000; i++) {
            counts[picker.pick(endpoint -> endpoint.hasKey(tried))]++;
        }

        assertThat(Shares.chiSquare(counts, new double[] {1, 2, 3, 0})).isLessThan(20);
    }

    @Test
    void theRetriesOfAHeavyOneFollowTheWeightsOfTheOthers() {
        EndpointKey heavy = Fleet.key(candidates, 1);
        double[] weights = {1, 1000, 2, 3};
        Picker picker = picker(e -> weights[number(e)]);
        int[] counts = new int[4];
        for (int i = 0; i < 10_000; i++) {
            counts[picker.pick(endpoint -> endpoint.hasKey(heavy))]++;
        }

        assertThat(Shares.chiSquare(counts, new double[] {1, 0, 2, 3})).isLessThan(20);
    }

    @Test
    void whatHasNoWeightBesideTheHeaviestIsThereAtNeed() {
        EndpointKey huge = Fleet.key(candidates, 0);
        Picker picker = picker(e -> number(e) == 0 ? Double.MAX_VALUE : Double.MIN_VALUE);
        Set<Integer> picked = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            picked.add(picker.pick(endpoint -> endpoint.hasKey(huge)));
        }

        assertThat(picked).containsExactlyInAnyOrder(1, 2, 3);
    }

    private Picker picker(ToDoubleFunction<Endpoint> weight) {
        return Balancer.weighted(weight, new SplittableRandom(1)).newPicker(candidates);
    }

    private static int[] counts(Picker picker, int picks, int size) {
        int[] counts = new int[size];
        for (int pick = 0; pick < picks; pick++) {
            counts[picker.pick(PickContext.NONE)]++;
        }
        assertThat(Arrays.stream(counts).sum()).isEqualTo(picks);
        return counts;
    }

    private static int number(Endpoint endpoint) {
        return Integer.parseInt(endpoint.pod().name().substring("pod-".length()));
    }
}
