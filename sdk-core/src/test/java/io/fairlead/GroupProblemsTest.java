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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What callers are told where no endpoint of a Service can be used, or only its virtual IP. */
class GroupProblemsTest {
    private final GroupTesting world = new GroupTesting();
    private final ServiceDiscovery discovery = world.builder().build();
    private final EndpointGroup group = discovery.group("orders:http");

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
            assertThat(GroupTesting.picked(group, 1)).containsOnly("10.0.0.1:8080");
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
            assertThat(GroupTesting.picked(group, 1)).containsOnly("10.96.0.7:80");
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
}
