package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.feedback.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
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
        assertThat(picked(4)).containsOnly("10.0.0.1:8080", "10.0.0.2:8080");

        world.sayEndpoints("10.0.0.3");
        assertThat(picked(4)).containsOnly("10.0.0.3:8080");
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
        String first = picked(1).get(0);

        assertThat(picked(20)).containsOnly(first);
        assertThat(group.pickerOver(group.state().usable()).pick()).hasToString(first);

        world.say(sticky(Optional.of(Duration.ofMinutes(5)), "10.0.0.3", "10.0.0.2", "10.0.0.1", "10.0.0.4"));
        assertThat(picked(20)).containsOnly(first);

        Set<String> places = new HashSet<>();
        for (int idle = 0; idle < 4; idle++) {
            world.ticker.advance(Duration.ofMinutes(5));
            places.addAll(picked(1));
        }
        assertThat(places).hasSize(4);

        world.say(sticky(Optional.empty(), "10.0.0.3", "10.0.0.2", "10.0.0.1", "10.0.0.4"));
        assertThat(Set.copyOf(picked(8))).hasSize(4);
    }

    @Test
    void aFailedSourceKeepsTheLastAnswer() {
        group.state();
        world.sayEndpoints("10.0.0.1");

        world.say(Resolution.Failed.of(Resolution.Failed.Kind.UNREACHABLE, "the API server is gone"));

        assertThat(picked(1)).containsOnly("10.0.0.1:8080");
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
        ServiceDiscovery heard = world.builder()
                .listener(new DiscoveryListener() {
                    @Override
                    public void attemptEnded(
                            io.fairlead.endpoint.ServiceRef service,
                            Endpoint endpoint,
                            Outcome outcome,
                            Duration latency) {
                        latencies.add(latency);
                    }
                })
                .build();
        heard.group("orders:http").state();
        world.sayEndpoints("10.0.0.1");

        Pick pick = heard.group("orders:http").pick();
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
        assertThat(picked(1)).containsOnly("10.0.0.1:8080");
    }

    @Test
    void aRestingGroupHoldsNoWatchAndComesBackWithItsLastAnswer() {
        group.state();
        world.sayEndpoints("10.0.0.1");

        group.rest();
        world.scheduler.runDue();
        assertThat(world.source.subscribers()).isZero();

        assertThat(picked(1)).containsOnly("10.0.0.1:8080");
        world.scheduler.runDue();
        assertThat(world.source.subscribers()).isEqualTo(1);
    }

    @Test
    void aSubscribedGroupDoesNotRest() {
        group.subscribe(state -> {});
        world.sayEndpoints("10.0.0.1");

        group.rest();
        world.scheduler.runDue();

        assertThat(world.source.subscribers()).isEqualTo(1);
    }

    @Test
    void aGroupThatSomebodyWaitsForDoesNotRest() {
        CompletableFuture<EndpointSnapshot> ready = group.whenReady();
        world.scheduler.runDue();

        group.rest();
        world.sayEndpoints("10.0.0.1");

        assertThat(ready).isCompleted();
        assertThat(discovery.group("orders:http")).isSameAs(group);
    }

    @Test
    void aForgottenGroupHearsOfTheEndToo() {
        group.state();
        world.say(new Resolution.NotFound(Resolution.NotFound.Reason.SERVICE, "no Service orders in shop"));
        group.rest();
        world.scheduler.runDue();
        assertThat(group.state().isKnown()).isFalse();

        discovery.close();

        assertThatExceptionOfType(DiscoveryClosedException.class).isThrownBy(group::pick);
    }

    @Test
    void whoStopsWaitingLeavesNothingBehind() {
        group.whenReady().cancel(false);
        world.sayEndpoints("10.0.0.1");

        group.rest();
        world.scheduler.runDue();

        assertThat(world.source.subscribers()).isZero();
    }

    @Test
    void pickersOverSomeEndpointsShareTheLoadOfTheGroup() {
        group.state();
        world.sayEndpoints("10.0.0.1", "10.0.0.2");

        EndpointPicker some = group.pickerOver(List.of(Endpoint.of("10.0.0.2", 8080), Endpoint.of("10.0.0.9", 8080)));
        Pick pick = some.pick(key -> key.identity().equals("10.0.0.9"));

        assertThat(pick.index()).isZero();
        assertThat(inFlight()).isEqualTo(1);
    }

    private static int inFlight(EndpointPicker picker) {
        return picker.candidate(0).load().inFlight();
    }

    @Nested
    class Errors {
        @Test
        void beforeAnyAnswerItSaysWhoIsAsked() {
            NoEndpointsException e = catchThrowableOfType(NoEndpointsException.class, group::pick);

            assertThat(e.reason()).isEqualTo(NoEndpointsException.Reason.NOT_READY_IN_TIME);
            assertThat(e).hasMessageContaining("orders.shop:http: no answer yet from watch");
        }

        @Test
        void whatIsNotThereHeals() {
            group.state();
            world.say(new Resolution.NotFound(Resolution.NotFound.Reason.SERVICE, "no Service orders in shop"));
            assertThatExceptionOfType(ServiceNotFoundException.class)
                    .isThrownBy(group::pick)
                    .withMessage("no Service orders in shop")
                    .matches(e -> e.reason() == Resolution.NotFound.Reason.SERVICE);

            world.sayEndpoints("10.0.0.1");
            assertThat(picked(1)).containsOnly("10.0.0.1:8080");
        }

        @Test
        void anEmptyServiceSaysThatItIsEmpty() {
            group.state();
            world.sayEndpoints();

            assertThatExceptionOfType(NoEndpointsException.class)
                    .isThrownBy(group::pick)
                    .matches(e -> e.reason() == NoEndpointsException.Reason.EMPTY)
                    .withMessageContaining("orders.shop:http exists and has no endpoints");
        }

        @Test
        void endpointsThatAreNotReadyAreNamed() {
            group.state();
            Endpoint starting = Endpoint.builder("10.0.0.1", 8080)
                    .conditions(new Conditions(false, false, false))
                    .build();
            world.say(resolved(TrafficPolicy.CLUSTER, starting));

            assertThatExceptionOfType(NoEndpointsException.class)
                    .isThrownBy(group::pick)
                    .matches(e -> e.reason() == NoEndpointsException.Reason.NONE_READY)
                    .withMessageContaining("10.0.0.1:8080 not ready");
        }

        @Test
        void aSourceThatFailedTellsWhatToDo() {
            group.state();
            world.say(Resolution.Failed.of(Resolution.Failed.Kind.DENIED, "may not list endpointslices in shop"));

            assertThatExceptionOfType(SourceFailedException.class)
                    .isThrownBy(group::pick)
                    .withMessageContaining("may not list endpointslices in shop")
                    .matches(e -> e.kind() == Resolution.Failed.Kind.DENIED);
        }

        @Test
        void aClosedDiscoverySaysSoToThoseWhoWaitToo() {
            CompletableFuture<EndpointSnapshot> ready = group.whenReady();
            world.scheduler.runDue();

            discovery.close();
            discovery.close();

            assertThat(ready).isCompletedExceptionally();
            assertThatExceptionOfType(DiscoveryClosedException.class).isThrownBy(group::pick);
            assertThatExceptionOfType(DiscoveryClosedException.class)
                    .isThrownBy(() -> discovery.group("other:80").pick());
            assertThat(world.source.subscribers()).isZero();
        }
    }

    @Nested
    class LocalTraffic {
        private final Endpoint virtualIp = Endpoint.of("10.96.0.7", 80);

        @Test
        void withoutKnowingItsNodeItGoesThroughTheVirtualIpWhichDoes() {
            group.state();
            world.say(local());

            assertThat(group.state().failedOpen()).isTrue();
            assertThat(picked(1)).containsOnly("10.96.0.7:80");
        }

        @Test
        void strictlyItIsAnErrorThatNamesTheOption() {
            EndpointGroup strict = world.builder().strict(true).build().group("orders:http");
            strict.state();
            world.say(local());

            assertThatExceptionOfType(NoEndpointsException.class)
                    .isThrownBy(strict::pick)
                    .matches(e -> e.reason() == NoEndpointsException.Reason.NONE_ON_THIS_NODE)
                    .withMessageContaining("location()")
                    .withMessageContaining("NODE_NAME");
        }

        @Test
        void onItsNodeOnlyTheLocalEndpointsAreUsed() {
            EndpointGroup placed =
                    world.builder().location(new Location("node-1", "")).build().group("orders:http");
            placed.state();
            world.say(local());

            assertThat(placed.pick().endpoint().hostPort()).isEqualTo("10.0.0.1:8080");
        }

        private Resolution local() {
            Endpoint here = Endpoint.builder("10.0.0.1", 8080)
                    .location(new Location("node-1", "zone-a"))
                    .build();
            return new Resolution.Resolved(new EndpointSnapshot(
                    GroupTesting.ORDERS,
                    "watch",
                    TrafficPolicy.LOCAL,
                    List.of(),
                    List.of(here),
                    Optional.of(virtualIp),
                    Optional.empty()));
        }
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

    private static Resolution resolved(TrafficPolicy policy, Endpoint... endpoints) {
        return new Resolution.Resolved(new EndpointSnapshot(
                GroupTesting.ORDERS,
                "watch",
                policy,
                List.of(),
                List.of(endpoints),
                Optional.empty(),
                Optional.empty()));
    }

    private List<String> picked(int times) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Pick pick = group.pick();
            places.add(pick.toString());
            pick.complete(Outcome.SUCCESS);
        }
        return places;
    }

    private int inFlight() {
        return discovery.explain(GroupTesting.ORDERS).endpoints().stream()
                .mapToInt(Explanation.EndpointExplanation::inFlight)
                .sum();
    }
}
