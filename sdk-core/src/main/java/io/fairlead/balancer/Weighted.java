package io.fairlead.balancer;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.Candidate;
import io.fairlead.internal.Checks;
import io.fairlead.internal.FirstTimes;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Candidates at random by weight. A weight that is none is reported once and counts as 1: an exception would keep the whole Service
 * from its new endpoints because of one of them.
 */
final class Weighted implements Excluding {
    private static final Logger log = LoggerFactory.getLogger(Balancer.class);

    private final ToDoubleFunction<Endpoint> weight;
    private final RandomGenerator random;
    private final boolean ofCaller;
    private final FirstTimes reports = new FirstTimes();

    Weighted(ToDoubleFunction<Endpoint> weight, RandomGenerator random, boolean ofCaller) {
        this.weight = weight;
        this.random = random;
        this.ofCaller = ofCaller;
    }

    @Override
    public Picker newPicker(List<Candidate> candidates) {
        double[] weights = weights(candidates);
        int[] weighing = weighing(weights);
        if (weighing.length == 0) {
            return new RandomPicker(candidates, random);
        }
        double[] their = IntStream.of(weighing).mapToDouble(i -> weights[i]).toArray();
        return PartPicker.of(part -> new WeightedPicker(part, their, random), candidates, weighing);
    }

    /** Those with a weight; all where nobody has one. */
    @Override
    public int[] included(List<Candidate> candidates) {
        int[] weighing = weighing(weights(candidates));
        return weighing.length > 0
                ? weighing
                : IntStream.range(0, candidates.size()).toArray();
    }

    @Override
    public Optional<Weight> weight(Endpoint endpoint) {
        return Optional.of(new Weight(weightOf(endpoint), ofCaller));
    }

    private double[] weights(List<Candidate> candidates) {
        return candidates.stream().mapToDouble(c -> weightOf(c.endpoint())).toArray();
    }

    private static int[] weighing(double[] weights) {
        return IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
    }

    private double weightOf(Endpoint endpoint) {
        double value;
        try {
            value = weight.applyAsDouble(endpoint);
        } catch (RuntimeException e) {
            report(endpoint, e);
            return 1;
        }
        if (Checks.isWeight(value)) {
            return value;
        }
        report(endpoint, value);
        return 1;
    }

    private void report(Endpoint endpoint, Object found) {
        String report = "weight of " + endpoint.hostPort() + ": " + found + " (expected: " + Checks.WEIGHT + ")";
        if (reports.isFirst(report)) {
            log.warn("{}; 1 is taken instead", report);
        }
    }
}
