package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.feedback.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class EndpointGroupTest {
    private final GroupTesting world = new GroupTesting();
    private final ServiceDiscovery discovery = world.builder().build();
    private final EndpointGroup group = discovery.group("orders:http");

    @Test
    void aReferenceWithoutNamespaceMeansTheOwnOne() {
        assertThat(group.service()).isEqualTo(GroupTesting.ORDERS);
        assertThat(discovery.group("orders.shop:http")).isSameAs(group);
    }

    @Test
    void nothingIsFollowedBeforeItsFirstUse() {
        world.scheduler.runDue();
        assertThat(world.source.subscribers()).isZero();

        assertThat(group.state().isKnown()).isFalse();
        world.scheduler.runDue();
        assertThat(world.source.subscribers()).isEqualTo(1);
    }

    @Test
    void picksFollowTheEndpoints() {
        group.state();
        world.sayEndpoints("10.0.0.1", "10.0.0.2");
        assertThat(GroupTesting.picked(group, 4)).containsOnly("10.0.0.1:8080", "10.0.0.2:8080");

        world.sayEndpoints("10.0.0.3");
        assertThat(GroupTesting.picked(group, 4)).containsOnly("10.0.0.3:8080");
    }

    @Test
    void theSameEndpointsKeepTheirPicker() {
        group.state();
        world.sayEndpoints("10.0.0.1", "10.0.0.2");
        EndpointPicker picker = group.picker();

        world.say(new Resolution.Resolved(new EndpointSnapshot(
                GroupTesting.ORDERS,
                "watch",
                TrafficPolicy.CLUSTER,
                List.of(),
                GroupTesting.snapshot("10.0.0.1", "10.0.0.2").endpoints(),
                Optional.empty(),
                Optional.empty())));

        assertThat(group.picker()).isSameAs(picker);
    }

    @Test
    void sessionAffinityOfTheServiceHoldsForAllPickersOfTheGroup() {
        group.state();
        world.say(sticky(Optional.of(Duration.ofMinutes(5)), "10.0.0.1", "10.0.0.2", "10.0.0.3"));
        String first = GroupTesting.picked(group, 1).get(0);

        assertThat(GroupTesting.picked(group, 20)).containsOnly(first);
        assertThat(group.pickerOver(group.state().usable()).pick()).hasToString(first);

        world.say(sticky(Optional.of(Duration.ofMinutes(5)), "10.0.0.3", "10.0.0.2", "10.0.0.1", "10.0.0.4"));
        assertThat(GroupTesting.picked(group, 20)).containsOnly(first);

        Set<String> places = new HashSet<>();
        for (int idle = 0; idle < 4; idle++) {
            world.ticker.advance(Duration.ofMinutes(5));
            places.addAll(GroupTesting.picked(group, 1));
        }
        assertThat(places).hasSize(4);

        world.say(sticky(Optional.empty(), "10.0.0.3", "10.0.0.2", "10.0.0.1", "10.0.0.4"));
        assertThat(Set.copyOf(GroupTesting.picked(group, 8))).hasSize(4);
    }

    @Test
    void aFailedSourceKeepsTheLastAnswer() {
        group.state();
        world.sayEndpoints("10.0.0.1");

        world.say(Resolution.Failed.of(Resolution.Failed.Kind.UNREACHABLE, "the API server is gone"));

        assertThat(GroupTesting.picked(group, 1)).containsOnly("10.0.0.1:8080");
        assertThat(group.state().resolution()).isInstanceOf(Resolution.Failed.class);
        assertThat(discovery.explain(GroupTesting.ORDERS).reason())
                .isEqualTo("the last good answer stays in use: the API server is gone");
    }

    @Test
    void loadIsCountedUntilThePickIsCompletedOnce() {
        group.state();
        world.sayEndpoints("10.0.0.1");

        Pick pick = group.pick();
        assertThat(inFlight()).isEqualTo(1);
        pick.complete(Outcome.SUCCESS);
        pick.complete(Outcome.FAILURE);
        assertThat(inFlight()).isZero();
    }

    @Test
    void latencyEndsWhenTheEndpointAnswersAndNotWithTheBody() {
        List<Duration> latencies = new ArrayList<>();
        EndpointGroup heard = groupTelling((endpoint, latency) -> latencies.add(latency));
        world.sayEndpoints("10.0.0.1");

        Pick pick = heard.pick();
        world.ticker.advance(Duration.ofMillis(5));
        assertThat(pick.ageNanos()).isBetween(5_000_000L, 5_000_002L);
        pick.answered();
        world.ticker.advance(Duration.ofSeconds(60));
        assertThat(pick.ageNanos()).isBetween(5_000_000L, 5_000_002L);
        pick.answered();
        pick.complete(Outcome.SUCCESS);

        assertThat(latencies).hasSize(1);
        assertThat(latencies.get(0))
                .isBetween(Duration.ofMillis(5), Duration.ofMillis(5).plusNanos(2));
    }

    @Test
    void anAttemptEndsAtTheEndpointThatItBeganAtWhateverIsToldOfItMeanwhile() {
        List<Endpoint> ended = new ArrayList<>();
        EndpointGroup heard = groupTelling((endpoint, latency) -> ended.add(endpoint));
        Endpoint before = Endpoint.of("10.0.0.1", 8080);
        Endpoint after = before.toBuilder().weight(2).build();
        world.say(new Resolution.Resolved(EndpointSnapshot.asGiven(GroupTesting.ORDERS, "watch", List.of(before))));
        Pick pick = heard.pick();

        world.say(new Resolution.Resolved(EndpointSnapshot.asGiven(GroupTesting.ORDERS, "watch", List.of(after))));
        pick.complete(Outcome.SUCCESS);

        assertThat(heard.pick().endpoint()).isEqualTo(after);
        assertThat(pick.endpoint()).isEqualTo(before);
        assertThat(ended).containsExactly(before);
    }

    @Test
    void anUnreachableEndpointMakesTheSourceSuspicious() {
        group.state();
        world.sayEndpoints("10.0.0.1");

        group.pick().complete(Outcome.FAILURE);
        assertThat(world.source.suspicions()).isZero();
        group.pick().complete(Outcome.UNREACHABLE);
        assertThat(world.source.suspicions()).isEqualTo(1);
    }

    @Test
    void whoWaitsIsToldWhenAnEndpointIsUsable() {
        CompletableFuture<EndpointSnapshot> ready = group.whenReady();
        world.sayEndpoints();
        assertThat(ready).isNotDone();
        world.sayEndpoints("10.0.0.1");
        assertThat(ready).isCompletedWithValueMatching(s -> s.endpoints().size() == 1);
        assertThat(group.whenReady()).isCompleted();
    }

    @Test
    void subscribersHearEveryStateBeginningWithThePresentOne() {
        group.state();
        world.sayEndpoints("10.0.0.1");
        List<GroupState> heard = new ArrayList<>();

        EndpointGroup.Interest interest = group.subscribe(heard::add);
        world.sayEndpoints();
        interest.close();
        world.sayEndpoints("10.0.0.2");

        assertThat(heard).extracting(s -> s.usable().size()).containsExactly(1, 0);
    }

    @Test
    void subscribersHearThatTheDiscoveryIsClosed() {
        List<GroupState> heard = new ArrayList<>();
        group.subscribe(heard::add);
        world.sayEndpoints("10.0.0.1");

        discovery.close();

        assertThat(heard.get(heard.size() - 1).exception()).containsInstanceOf(DiscoveryClosedException.class);
    }

    @Test
    void aChosenEndpointIsNotInFlightBeforeTheAttemptBegins() {
        group.state();
        world.sayEndpoints("10.0.0.1");
        EndpointPicker picker = group.picker();

        int index = picker.choose(key -> false);
        assertThat(inFlight(picker)).isZero();

        Pick pick = picker.begin(index);
        assertThat(inFlight(picker)).isEqualTo(1);
        pick.complete(Outcome.SUCCESS);
        assertThat(inFlight(picker)).isZero();
    }

    @Test
    void aSubscriberToAClosedDiscoveryIsToldThatItIsClosed() {
        discovery.close();
        world.scheduler.close();
        List<GroupState> heard = new ArrayList<>();

        group.subscribe(heard::add);

        assertThat(heard).singleElement().satisfies(state -> assertThat(state.problem())
                .containsInstanceOf(Problem.Closed.class));
    }

    @Test
    void aSubscriberThatThrowsHarmsNobody() {
        List<GroupState> heard = new ArrayList<>();
        group.subscribe(state -> {
            throw new IllegalStateException("a bad subscriber");
        });
        group.subscribe(heard::add);

        world.sayEndpoints("10.0.0.1");

        assertThat(heard).hasSize(1);
        assertThat(GroupTesting.picked(group, 1)).containsOnly("10.0.0.1:8080");
    }

    @Test
    void pickersOverSomeEndpointsShareTheLoadOfTheGroup() {
        group.state();
        world.sayEndpoints("10.0.0.1", "10.0.0.2");

        EndpointPicker some = group.pickerOver(List.of(Endpoint.of("10.0.0.2", 8080), Endpoint.of("10.0.0.9", 8080)));
        Pick pick = some.pick(endpoint -> endpoint.address().equals("10.0.0.9"));

        assertThat(pick.index()).isZero();
        assertThat(inFlight()).isEqualTo(1);
    }

    /** A group of a discovery of its own, in use, that tells where each attempt ended and how long it took. */
    private EndpointGroup groupTelling(BiConsumer<Endpoint, Duration> ended) {
        EndpointGroup telling = world.builder()
                .listener(new DiscoveryListener() {
                    @Override
                    public void attemptEnded(ServiceRef service, Endpoint endpoint, Outcome outcome, Duration latency) {
                        ended.accept(endpoint, latency);
                    }
                })
                .build()
                .group("orders:http");
        telling.state();
        return telling;
    }

    private static int inFlight(EndpointPicker picker) {
        return picker.candidate(0).inFlight();
    }

    private static Resolution sticky(Optional<Duration> affinity, String... addresses) {
        return new Resolution.Resolved(new EndpointSnapshot(
                GroupTesting.ORDERS,
                "watch",
                TrafficPolicy.CLUSTER,
                List.of(),
                GroupTesting.snapshot(addresses).endpoints(),
                Optional.empty(),
                Optional.empty(),
                affinity));
    }

    private int inFlight() {
        return discovery.explain(GroupTesting.ORDERS).endpoints().stream()
                .mapToInt(Explanation.EndpointExplanation::inFlight)
                .sum();
    }
}
