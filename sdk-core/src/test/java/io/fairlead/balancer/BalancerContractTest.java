package io.fairlead.balancer;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointKey;
import io.fairlead.feedback.Candidate;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every policy that there is holds the contract of policies. A further one needs a line here. */
class BalancerContractTest {
    private static final long SEED = 5;

    static Stream<PolicyUnderTest> policies() {
        return Stream.of(
                PolicyUnderTest.even("adaptive", (ticker, random) -> Balancer.adaptive(ticker, random, 3))
                        .minding(),
                PolicyUnderTest.even("least request", (ticker, random) -> Balancer.leastRequest(random, 2))
                        .minding(),
                PolicyUnderTest.even("round robin", (ticker, random) -> Balancer.roundRobin(random)),
                PolicyUnderTest.even("random", (ticker, random) -> Balancer.random(random)),
                PolicyUnderTest.even("weighted alike", (ticker, random) -> Balancer.weighted(e -> 0.1, random)),
                PolicyUnderTest.even(
                                "weighted by zone",
                                (ticker, random) -> Balancer.weighted(
                                        e -> 1 + e.location().zone().charAt(5) - '0', random))
                        .withShares(BalancerContractTest::byZone),
                PolicyUnderTest.even(
                                "weighted with one heavy",
                                (ticker, random) ->
                                        Balancer.weighted(e -> e.pod().name().equals("pod-0") ? 97 : 1, random))
                        .withShares(BalancerContractTest::oneHeavy),
                PolicyUnderTest.even("weighted", (ticker, random) -> Balancer.weighted(Endpoint::weight, random))
                        .weighing(),
                PolicyUnderTest.even(
                                "subset of weighted",
                                (ticker, random) ->
                                        Balancer.subset(Balancer.weighted(Endpoint::weight, random), 4, SEED, random))
                        .withShares(BalancerContractTest::ofSubset)
                        .weighing(),
                PolicyUnderTest.even(
                                "weighted in a zone",
                                (ticker, random) -> Balancer.zoneSpillOver(
                                        Balancer.weighted(Endpoint::weight, random), "zone-0", random))
                        .withShares(BalancerContractTest::inLargeZone)
                        .weighing(),
                PolicyUnderTest.even(
                                "subset of round robin",
                                (ticker, random) -> Balancer.subset(Balancer.roundRobin(random), 4, SEED, random))
                        .withShares(BalancerContractTest::ofSubset),
                PolicyUnderTest.even(
                                "subset of adaptive",
                                (ticker, random) ->
                                        Balancer.subset(Balancer.adaptive(ticker, random, 3), 4, SEED, random))
                        .withShares(BalancerContractTest::ofSubset)
                        .minding(),
                PolicyUnderTest.even(
                                "random in a large zone",
                                (ticker, random) -> Balancer.zoneSpillOver(Balancer.random(random), "zone-0", random))
                        .withShares(BalancerContractTest::inLargeZone),
                PolicyUnderTest.even(
                                "least request in a small zone",
                                (ticker, random) ->
                                        Balancer.zoneSpillOver(Balancer.leastRequest(random, 2), "zone-1", random))
                        .withShares(BalancerContractTest::inSmallZone)
                        .minding(),
                PolicyUnderTest.even(
                        "slow start of round robin",
                        (ticker, random) -> Balancer.slowStart(Balancer.roundRobin(random), ticker, random)),
                PolicyUnderTest.even(
                        "slow start of weighted",
                        (ticker, random) -> Balancer.slowStart(Balancer.weighted(e -> 3, random), ticker, random)),
                PolicyUnderTest.even(
                                "slow start of round robin with newcomers",
                                (ticker, random) -> Balancer.slowStart(Balancer.roundRobin(random), ticker, random))
                        .withNewcomers(),
                PolicyUnderTest.even(
                                "slow start of consistent hash with newcomers",
                                (ticker, random) ->
                                        Balancer.slowStart(Balancer.consistentHash(0.25, random), ticker, random))
                        .withNewcomers(),
                PolicyUnderTest.even(
                                "slow start of weighted with newcomers",
                                (ticker, random) ->
                                        Balancer.slowStart(Balancer.weighted(Endpoint::weight, random), ticker, random))
                        .weighing()
                        .withNewcomers(),
                PolicyUnderTest.even("consistent hash", (ticker, random) -> Balancer.consistentHash(0.25, random))
                        .minding(),
                new PolicyUnderTest(
                        "session affinity",
                        (ticker, random) ->
                                new SessionAffinity(Balancer.random(random), Duration.ofHours(1), ticker, random),
                        null,
                        false,
                        false,
                        false),
                PolicyUnderTest.even("all wrappers in one another", BalancerContractTest::wrappedThrice)
                        .weighing()
                        .withNewcomers());
    }

    @TestFactory
    Stream<DynamicNode> everyPolicyHoldsTheContract() {
        return policies()
                .map(policy -> dynamicContainer(
                        policy.name(),
                        Arrays.stream(BalancerContract.values())
                                .map(check -> dynamicTest(check.name(), () -> check.check(policy)))));
    }

    private static Balancer wrappedThrice(Ticker ticker, RandomGenerator random) {
        Balancer inner = Balancer.slowStart(Balancer.weighted(Endpoint::weight, random), ticker, random);
        return Balancer.zoneSpillOver(Balancer.subset(inner, 2, SEED, random), "zone-1", random);
    }

    private static double[] ofSubset(List<Candidate> candidates, Predicate<EndpointKey> left) {
        double[] shares = new double[candidates.size()];
        Balancer unused = list -> tried -> 0;
        int[] members = new Subset(unused, 4, SEED, new SplittableRandom(1)).members(candidates);
        boolean used = IntStream.of(members).anyMatch(i -> left.test(Fleet.key(candidates, i)));
        Arrays.fill(shares, used ? 0 : 1);
        IntStream.of(members).forEach(i -> shares[i] = 1);
        return shares;
    }

    // Of 10, zone 0 has four, the others three.
    private static double[] inLargeZone(List<Candidate> candidates, Predicate<EndpointKey> left) {
        return candidates.stream()
                .mapToDouble(c -> candidates.size() < 6 || Fleet.zone(c) == 0 ? 1 : 0)
                .toArray();
    }

    // It can carry 3 of 3 1/3, or 3,333 of 3,333 1/3; the rest goes to zone 0. Those that are left of a zone share what
    // it gets.
    private static double[] inSmallZone(List<Candidate> candidates, Predicate<EndpointKey> left) {
        int size = candidates.size();
        int small = size / 3;
        double[] ofZone = {size / 3.0 - small, small, 0};
        long[] leftOfZone = new long[Fleet.ZONES];
        candidates.stream().filter(c -> left.test(c.endpoint().key())).forEach(c -> leftOfZone[Fleet.zone(c)]++);
        return candidates.stream()
                .mapToDouble(c -> size < 6 ? 1 : ofZone[Fleet.zone(c)] / leftOfZone[Fleet.zone(c)])
                .toArray();
    }

    private static double[] byZone(List<Candidate> candidates, Predicate<EndpointKey> left) {
        return candidates.stream().mapToDouble(c -> 1 + Fleet.zone(c)).toArray();
    }

    private static double[] oneHeavy(List<Candidate> candidates, Predicate<EndpointKey> left) {
        double[] shares = new double[candidates.size()];
        Arrays.fill(shares, 1);
        shares[0] = 97;
        return shares;
    }
}
