package io.fairlead.balancer;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fairlead.feedback.Candidate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every policy that there is holds the contract of policies. A further one needs a line here. */
class BalancerContractTest {
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
                        .withShares(BalancerContractTest::byZone));
    }

    @TestFactory
    Stream<DynamicNode> everyPolicyHoldsTheContract() {
        return policies()
                .map(policy -> dynamicContainer(
                        policy.name(),
                        Arrays.stream(BalancerContract.values())
                                .map(check -> dynamicTest(check.name(), () -> check.check(policy)))));
    }

    private static double[] byZone(List<Candidate> candidates) {
        return candidates.stream().mapToDouble(c -> 1 + Fleet.zone(c)).toArray();
    }
}
