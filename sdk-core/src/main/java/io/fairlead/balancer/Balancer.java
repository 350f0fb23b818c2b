package io.fairlead.balancer;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.Candidate;
import io.fairlead.internal.Checks;
import io.fairlead.time.Ticker;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A policy: makes a picker for each new list of candidates.
 *
 * <p>What a policy remembers of an endpoint lives in the candidate's load, which survives a new list; the picker itself is
 * thrown away with its list. Implementations are safe for use by several threads.
 *
 * <p>The factories without a clock and randomness use the machine's; simulations hand in their own.
 */
@FunctionalInterface
public interface Balancer {
    /** Candidates that the default policies compare for each pick. */
    int DEFAULT_CHOICES = 3;

    /**
     * A picker over these candidates.
     *
     * @param candidates at least one, all usable; never changes afterwards
     */
    Picker newPicker(List<Candidate> candidates);

    /** The default: the best of 3 random candidates by latency and calls in flight, failures counted as slow. */
    static Balancer adaptive() {
        return adaptive(Ticker.system(), threadRandom(), DEFAULT_CHOICES);
    }

    /**
     * The candidate with the lowest decayed latency × (in flight + 1)² of some distinct random ones. Newcomers enter a
     * draw with a probability that grows over their slow start.
     *
     * @param choices candidates compared for each pick, 2 to 5
     */
    static Balancer adaptive(Ticker ticker, RandomGenerator random, int choices) {
        int checked = checkedChoices(choices);
        return candidates -> new AdaptivePicker(candidates, ticker, random, checked);
    }

    /** The one with the fewest calls in flight of 2 random candidates ("power of two choices", Mitzenmacher 2001). */
    static Balancer leastRequest() {
        return leastRequest(threadRandom(), 2);
    }

    /**
     * The one with the fewest calls in flight of some distinct random candidates; the first drawn of equal ones.
     *
     * @param choices candidates compared for each pick, 2 to 5
     */
    static Balancer leastRequest(RandomGenerator random, int choices) {
        int checked = checkedChoices(choices);
        return candidates -> new LeastRequestPicker(candidates, random, checked);
    }

    /** Each in turn; every thread has its own turn, begun at random. */
    static Balancer roundRobin() {
        return roundRobin(threadRandom());
    }

    /**
     * Each in turn. Threads share a few counters at most, each begun at random, since a single one would be what all
     * threads wait for.
     */
    static Balancer roundRobin(RandomGenerator random) {
        return candidates -> new RoundRobinPicker(candidates, random);
    }

    /** Any, each with the same probability. */
    static Balancer random() {
        return random(threadRandom());
    }

    /** Any, each with the same probability. */
    static Balancer random(RandomGenerator random) {
        return candidates -> new RandomPicker(candidates, random);
    }

    /**
     * At random by weight, in constant time however many there are (the alias method, Vose 1991).
     *
     * @param weight of an endpoint, 0 or more, relative to those of the others; asked once for each new list of candidates. With 0
     *     it gets no call, unless all have 0. A negative, infinite or undefined one is reported once and counts as 1
     */
    static Balancer weighted(ToDoubleFunction<Endpoint> weight) {
        return weighted(weight, threadRandom());
    }

    /** The same with a randomness of one's own. */
    static Balancer weighted(ToDoubleFunction<Endpoint> weight, RandomGenerator random) {
        return new Weighted(weight, random);
    }

    private static int checkedChoices(int choices) {
        Checks.check(choices >= 2 && choices <= 5, "choices", choices, "2 to 5");
        return choices;
    }

    private static RandomGenerator threadRandom() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
