package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.Explanation.EndpointExplanation;
import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.feedback.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code explain} tells of weights and of session affinity. */
class ExplainedWeightsTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(1);
    private static final Optional<Duration> ASKED = Optional.of(Duration.ofHours(3));
    private static final Balancer BY_ANNOTATION = Balancer.weighted();
    private static final Balancer BY_CALLER =
            Balancer.weighted(endpoint -> endpoint.address().equals("10.0.0.1") ? 0.1 : 1, RANDOM);

    @Test
    void aWeightOfOneIsNotWorthAWord() {
        assertThat(lines(BY_ANNOTATION, TrafficPolicy.CLUSTER, 1, 1))
                .containsExactly("  used     10.0.0.1:8080: ready", "  used     10.0.0.2:8080: ready");
    }

    @Test
    void aWeightOfAnAnnotationIsTold() {
        assertThat(lines(BY_ANNOTATION, TrafficPolicy.CLUSTER, 3, 0.5))
                .containsExactly(
                        "  used     10.0.0.1:8080: ready, weight 3 (annotation)",
                        "  used     10.0.0.2:8080: ready, weight 0.5 (annotation)");
    }

    @Test
    void oneThatASourceOfTheCallersGivesIsTheSources() {
        assertThat(lines(BY_ANNOTATION, TrafficPolicy.AS_GIVEN, 3, 1))
                .contains("  used     10.0.0.1:8080: given by the source, weight 3 (source)");
    }

    @Test
    void theCallersFunctionGoesBeforeTheAnnotation() {
        assertThat(lines(BY_CALLER, TrafficPolicy.CLUSTER, 3, 3))
                .containsExactly(
                        "  used     10.0.0.1:8080: ready, weight 0.1 (caller)", "  used     10.0.0.2:8080: ready");
    }

    @Test
    void anAnnotationBesideAPolicyThatTellsOfNoWeightsIsSaidToBeOne() {
        assertThat(lines(Balancer.random(RANDOM), TrafficPolicy.CLUSTER, 3, 1))
                .contains("  used     10.0.0.1:8080: ready, weight 3 (annotation; the policy tells of none)");
    }

    @Test
    void wrappersGoByTheWeightsOfWhatIsInThem() {
        Balancer wrapped = Balancer.zoneSpillOver(Balancer.subset(Balancer.slowStart(BY_ANNOTATION), 9), "zone-a");

        assertThat(lines(wrapped, TrafficPolicy.CLUSTER, 3, 1))
                .contains("  used     10.0.0.1:8080: ready, weight 3 (annotation)");
    }

    @Test
    void oneWithoutWeightIsNotUsedAsLongAsAnotherHasSome() {
        assertThat(lines(BY_ANNOTATION, TrafficPolicy.CLUSTER, 0, 1))
                .containsExactly(
                        "  not used 10.0.0.1:8080: ready, weight 0 (annotation)", "  used     10.0.0.2:8080: ready");
        assertThat(lines(BY_ANNOTATION, TrafficPolicy.CLUSTER, 0, 0))
                .contains("  used     10.0.0.1:8080: ready, weight 0 (annotation)");
    }

    @Test
    void anEjectedOneIsStillToldItsWeight() {
        ServiceDiscovery discovery = following(BY_ANNOTATION, TrafficPolicy.CLUSTER, Optional.empty(), 3, 3);
        discovery.group(GroupTesting.ORDERS).pick().complete(Outcome.UNREACHABLE);

        assertThat(discovery.explain(GroupTesting.ORDERS).toString())
                .containsPattern("ejected for 5.[0-9] s more: no connection could be made, weight 3 .annotation.");
    }

    @Test
    void theAffinityThatThePolicyHeedsIsTold() {
        Explanation explanation =
                following(BY_ANNOTATION, TrafficPolicy.CLUSTER, ASKED, 3, 1).explain(GroupTesting.ORDERS);

        assertThat(explanation.sessionAffinity()).isEqualTo(ASKED);
        assertThat(explanation.toString().lines())
                .contains(
                        "  sessionAffinity: ClientIP: calls stay with one endpoint, until none came for 10800 s",
                        "  used     10.0.0.1:8080: ready, weight 3 (annotation)");
    }

    @Test
    void anAffinityThatNobodyHeedsIsNot() {
        GroupTesting world = new GroupTesting();
        ServiceDiscovery off =
                following(world, world.builder().sessionAffinity(false), TrafficPolicy.CLUSTER, ASKED, 1);
        ServiceDiscovery headless = following(BY_ANNOTATION, TrafficPolicy.HEADLESS, ASKED, 1);

        assertThat(off.explain(GroupTesting.ORDERS).toString()).doesNotContain("ClientIP");
        assertThat(headless.explain(GroupTesting.ORDERS).toString()).doesNotContain("ClientIP");
    }

    private static List<String> lines(Balancer policy, TrafficPolicy selection, double... weights) {
        return following(policy, selection, Optional.empty(), weights).explain(GroupTesting.ORDERS).endpoints().stream()
                .map(EndpointExplanation::toString)
                .toList();
    }

    private static ServiceDiscovery following(
            Balancer policy, TrafficPolicy selection, Optional<Duration> affinity, double... weights) {
        GroupTesting world = new GroupTesting();
        return following(world, world.builder().balancer(policy), selection, affinity, weights);
    }

    /** A discovery that knows 10.0.0.1, 10.0.0.2 and so on, of these weights. */
    private static ServiceDiscovery following(
            GroupTesting world,
            ServiceDiscoveryBuilder builder,
            TrafficPolicy selection,
            Optional<Duration> affinity,
            double... weights) {
        ServiceDiscovery discovery = builder.build();
        discovery.group(GroupTesting.ORDERS).state();
        List<Endpoint> endpoints = IntStream.range(0, weights.length)
                .mapToObj(i -> Endpoint.builder("10.0.0." + (i + 1), 8080)
                        .weight(weights[i])
                        .build())
                .toList();
        world.say(new Resolution.Resolved(new EndpointSnapshot(
                GroupTesting.ORDERS,
                "watch",
                selection,
                List.of(),
                endpoints,
                Optional.empty(),
                Optional.empty(),
                affinity)));
        return discovery;
    }
}
