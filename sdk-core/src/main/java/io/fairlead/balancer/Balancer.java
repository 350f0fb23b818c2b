package io.fairlead.balancer;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.Candidate;
import io.fairlead.internal.Checks;
import io.fairlead.time.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A policy: makes a picker for each new list of candidates.
 *
 * <p>What is remembered of an endpoint lives in its candidate, which survives a new list; the picker itself is thrown away with its
 * list. Implementations are safe for use by several threads.
 *
 * <p>The factories without a clock and randomness use the machine's; simulations hand in their own.
 */
@FunctionalInterface
public interface Balancer {
    /** Candidates that the default policies compare for each pick. */
    int DEFAULT_CHOICES = 4;

    /**
     * A picker over these candidates.
     *
     * @param candidates at least one, all usable; the list never changes afterwards. What is told of an endpoint meanwhile, its zone say, a
     *     candidate tells at once: what a policy reads of it in its constructor may be older than what it reads during a pick
     */
    Picker newPicker(List<Candidate> candidates);

    /** The weight that an endpoint has with this policy, for explanations; empty if it does not go by weights. From any thread. */
    default Optional<Weight> weight(Endpoint endpoint) {
        return Optional.empty();
    }

    /** The default: the best of 4 random candidates by latency and calls in flight, failures counted as slow. */
    static Balancer adaptive() {
        return adaptive(Ticker.system(), threadRandom(), DEFAULT_CHOICES);
    }

    /**
     * The candidate with the lowest decayed latency × (in flight + 1)^1.5 of some distinct random ones. Newcomers enter a
     * draw with a probability that grows over their slow start as the square of its part that has passed.
     *
     * @param ticker the clock of the discovery's loads; not asked where a pick knows the time
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

    /** At random by the weights that the endpoints carry: in Kubernetes, what annotations say, or else 1. */
    static Balancer weighted() {
        return new Weighted(Endpoint::weight, threadRandom(), false);
    }

    /**
     * At random by weight, in constant time however many there are (the alias method, Vose 1991).
     *
     * @param weight of an endpoint, 0 or more, relative to those of the others; asked for each new list of candidates, and for
     *     explanations, from any thread. With 0 it gets no call, unless all have 0. A negative, infinite or undefined one, or an exception, is reported once and counts as 1
     */
    static Balancer weighted(ToDoubleFunction<Endpoint> weight) {
        return weighted(weight, threadRandom());
    }

    /** The same with a randomness of one's own. */
    static Balancer weighted(ToDoubleFunction<Endpoint> weight, RandomGenerator random) {
        return new Weighted(weight, random, true);
    }

    /** {@link #consistentHash(double, RandomGenerator)} with calls in flight up to 1.25 times the mean. */
    static Balancer consistentHash() {
        return consistentHash(0.25, threadRandom());
    }

    /**
     * The endpoint that a call's key belongs to ({@link PickContext#key()}, {@code CallOptions.withKey}), the same in every process: for caches in
     * the endpoints. An endpoint that goes leaves its keys to all others, one that comes takes an even part of theirs, and all other
     * keys stay where they are. An endpoint that has more than its bounded share of this process's calls in flight passes keys on, each
     * to the same other one. Calls without a key go to any.
     *
     * <p>A pick looks at every endpoint. The mean is exact up to 128 endpoints; of more, 128 are counted.
     *
     * @param slack how many more calls in flight than the mean an endpoint may have, as a part of it: greater than zero; infinite: any
     *     number
     */
    static Balancer consistentHash(double slack, RandomGenerator random) {
        Checks.check(slack > 0, "slack", slack, "> 0");
        return candidates -> new ConsistentHashPicker(candidates, 1 + slack, random);
    }

    /** A policy over a few endpoints of a large Service, others in each process: with a seed by lot. */
    static Balancer subset(Balancer inner, int size) {
        RandomGenerator random = threadRandom();
        return subset(inner, size, random.nextLong(), random);
    }

    /**
     * A policy over a few endpoints of a large Service, so that not each of many clients calls each of many endpoints. Where connections
     * follow calls, as with OkHttp, their number falls too; over gRPC it is about calls, not connections: all endpoints are connected.
     * An endpoint that comes or goes changes one of the few at most. The others are picked only where all of the few are to be avoided.
     *
     * @param size how many, at least 1; a Service that has no more is used whole
     * @param seed another one for each client: a hash of the pod's name, say, which stays the same when its process begins anew
     */
    static Balancer subset(Balancer inner, int size, long seed, RandomGenerator random) {
        Checks.check(size >= 1, "size", size, ">= 1");
        return Excluding.wrapped(inner, new Subset(inner, size, seed, random));
    }

    /** {@link #zoneSpillOver(Balancer, String, RandomGenerator)} with the machine's randomness. */
    static Balancer zoneSpillOver(Balancer inner, String zone) {
        return zoneSpillOver(inner, zone, threadRandom());
    }

    /**
     * A policy over the endpoints of the client's own zone, as far as these can carry what its clients send: a zone that has fewer
     * endpoints than the mean of all zones sends the rest on, to those that have more. That assumes as many clients in each zone. With
     * fewer than 6 endpoints, or with one whose zone is not known, or none in the own zone, zones decide nothing.
     *
     * @param zone the client's own; empty if it is not known, and then all endpoints are alike
     */
    static Balancer zoneSpillOver(Balancer inner, String zone, RandomGenerator random) {
        return Excluding.wrapped(inner, new ZoneSpillOver(inner, zone, random));
    }

    /** {@link #slowStart(Balancer, Ticker, RandomGenerator)} with the machine's clock and randomness. */
    static Balancer slowStart(Balancer inner) {
        return slowStart(inner, Ticker.system(), threadRandom());
    }

    /**
     * A policy whose newcomers get their share by and by, over {@link io.fairlead.feedback.LoadConfig#slowStart()}. Where all endpoints
     * are new, none is. {@link #adaptive()} needs none: it has its own.
     *
     * @param ticker the clock of the discovery's loads
     */
    static Balancer slowStart(Balancer inner, Ticker ticker, RandomGenerator random) {
        return Excluding.wrapped(inner, candidates -> new SlowStartPicker(inner, candidates, ticker, random));
    }

    private static int checkedChoices(int choices) {
        Checks.check(choices >= 2 && choices <= 5, "choices", choices, "2 to 5");
        return choices;
    }

    private static RandomGenerator threadRandom() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
