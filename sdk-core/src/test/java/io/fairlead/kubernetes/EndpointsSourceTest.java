package io.fairlead.kubernetes;

import static io.fairlead.kubernetes.WatchFixture.REF;
import static io.fairlead.kubernetes.WatchFixture.SERVICE;
import static io.fairlead.kubernetes.WatchFixture.SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import io.fairlead.resolver.Resolver;
import io.fairlead.resolver.ResolverChain;
import io.fairlead.testkit.EndpointsManifest;
import io.fairlead.testkit.Failure;
import io.fairlead.testkit.Hold;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.Target;
import io.fairlead.testkit.Verb;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Legacy Endpoints, asked for by themselves and behind the slices, over a real HTTP API. */
class EndpointsSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final EndpointsManifest ENDPOINTS =
            EndpointsManifest.of("orders").namespace("shop").port("http", 8080);

    private final WatchFixture fixture = new WatchFixture(
            options -> options.shortDelay(Duration.ofMillis(100)).longDelay(Duration.ofMillis(100)));
    private final Resolver endpoints = fixture.resolver.endpoints();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void onTheirOwnTheyAreWatchedAndNoSliceIsRead() {
        fixture.api.apply(SERVICE, ENDPOINTS.ready("10.0.0.1"));
        Resolver.Subscription subscription = endpoints.subscribe(REF, fixture.heard::add);
        fixture.awaitAddresses("10.0.0.1");

        fixture.api.apply(ENDPOINTS.ready("10.0.0.1", "10.0.0.2"));
        fixture.awaitAddresses("10.0.0.1", "10.0.0.2");

        assertThat(fixture.snapshot().source()).isEqualTo("endpoints");
        assertThat(fixture.snapshot().clusterIp()).contains(Endpoint.of("10.96.0.7", 80));
        assertThat(subscription.reason()).contains("not whether a pod terminates");
        assertThat(fixture.lists()).isZero();
        subscription.close();
        await().until(() -> fixture.api.openWatches() == 0);
    }

    @Test
    void thatTheyWereCutIsSaid() {
        fixture.api.apply(
                SERVICE, ENDPOINTS.ready("10.0.0.1").annotation("endpoints.kubernetes.io/over-capacity", "truncated"));
        Resolver.Subscription subscription = endpoints.subscribe(REF, fixture.heard::add);
        fixture.awaitAddresses("10.0.0.1");

        assertThat(subscription.reason()).contains("over-capacity: truncated");
    }

    @Test
    void behindSlicesThatAnswerTheyAreNeverAskedFor() {
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"), ENDPOINTS.ready("10.0.0.9"));
        fixture.resolver.subscribe(REF, fixture.heard::add);
        endpoints.subscribe(REF, told -> {});
        fixture.awaitAddresses("10.0.0.1");
        await().until(() -> fixture.api.openWatches() == 2);

        assertThat(fixture.api.requests().count(Verb.LIST, Resource.ENDPOINTS)).isZero();
    }

    @Test
    void whereSlicesAreForbiddenTheyAnswerUntilSlicesDo() {
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"), ENDPOINTS.ready("10.0.0.9"));
        fixture.api.faults().deny(Target.of(Resource.ENDPOINT_SLICES));
        Resolver.Subscription subscription = chain().subscribe(REF, fixture.heard::add);
        fixture.awaitAddresses("10.0.0.9");

        assertThat(fixture.snapshot().source()).isEqualTo("endpoints");
        assertThat(subscription.reason())
                .contains("may not list endpointslices")
                .contains("endpoints answers");
        // The Service itself is one for both.
        await().until(() -> fixture.api.openWatches() == 2);
        assertThat(fixture.api.openWatches(Resource.SERVICES)).isEqualTo(1);

        fixture.api.faults().none();
        fixture.awaitAddresses("10.0.0.1");
        await().until(() -> fixture.api.openWatches(Resource.ENDPOINTS) == 0);
        assertThat(fixture.api.openWatches()).isEqualTo(2);
    }

    @Test
    void nothingElseIsAskedWhileTheServiceIsStillBeingListed() {
        fixture.api.apply(SERVICE, ENDPOINTS.ready("10.0.0.9"));
        fixture.api.faults().deny(Target.of(Resource.ENDPOINT_SLICES));
        Hold hold = fixture.api.faults().hold(Target.of(Verb.LIST, Resource.SERVICES));
        chain().subscribe(REF, fixture.heard::add);
        // The first refusal has been heard once there is a second try.
        await().until(() -> fixture.lists() >= 2);
        assertThat(fixture.heard).isEmpty();

        hold.release();
        fixture.awaitAddresses("10.0.0.9");
        assertThat(fixture.heard).hasSize(1);
    }

    @Test
    void whereSlicesAreNotServedTheyAnswer() {
        fixture.api.apply(SERVICE, ENDPOINTS.ready("10.0.0.9"));
        fixture.api.faults().fail(Target.of(Resource.ENDPOINT_SLICES), Failure.notServed());
        chain().subscribe(REF, fixture.heard::add);

        fixture.awaitAddresses("10.0.0.9");
    }

    @Test
    void whereSlicesAreForbiddenLaterTheyTakeOver() {
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"), ENDPOINTS.ready("10.0.0.9"));
        chain().subscribe(REF, fixture.heard::add);
        fixture.awaitAddresses("10.0.0.1");
        await().until(() -> fixture.api.openWatches() == 2);

        fixture.api.faults().deny(Target.of(Resource.ENDPOINT_SLICES));
        fixture.api.breakWatches();

        fixture.awaitAddresses("10.0.0.9");
    }

    @Test
    void anApiServerOutOfReachIsNotAskedForThemToo() {
        fixture.api.apply(SERVICE, ENDPOINTS.ready("10.0.0.9"));
        fixture.api.faults().fail(Target.everything(), Failure.unavailable());
        chain().subscribe(REF, fixture.heard::add);

        Resolution.Failed failure = fixture.awaitFailure(Resolution.Failed.Kind.UNREACHABLE);
        assertThat(failure.message()).doesNotContain("Endpoints").containsOnlyOnce("cannot be asked to list");
        assertThat(fixture.api.requests().count(Verb.LIST, Resource.ENDPOINTS)).isZero();
    }

    @Test
    void withoutAnyPermissionOneRoleIsPrintedAndItIsThatForSlices() {
        fixture.api.apply(SERVICE, ENDPOINTS.ready("10.0.0.9"));
        fixture.api.faults().deny(Target.everything().namespace("shop"));
        chain().subscribe(REF, fixture.heard::add);

        fixture.awaitFailure(Resolution.Failed.Kind.DENIED);
        await().untilAsserted(() -> assertThat(fixture.addresses())
                .singleElement()
                .asString()
                .containsOnlyOnce("kind: RoleBinding")
                .contains("[\"endpointslices\"]"));
        assertThat(fixture.api.requests().count(Verb.LIST, Resource.ENDPOINTS)).isZero();
    }

    @Test
    void whereTheyAreForbiddenTooTheirRoleIsPrinted() {
        fixture.api.apply(SERVICE, ENDPOINTS.ready("10.0.0.9"));
        fixture.api.faults().deny(Target.of(Resource.ENDPOINTS));
        endpoints.subscribe(REF, fixture.heard::add);

        assertThat(fixture.awaitFailure(Resolution.Failed.Kind.DENIED).message())
                .contains("may not list endpoints in namespace shop")
                .contains("resources: [\"endpoints\", \"services\"]");
    }

    @Test
    void aServiceWithoutEndpointsObjectIsLeftToOtherSources() {
        fixture.api.apply(SERVICE);
        endpoints.subscribe(REF, fixture.heard::add);
        assertThat(fixture.awaitFailure(Resolution.Failed.Kind.ABSENT).message())
                .contains("there are no Endpoints of that name");

        fixture.api.apply(EndpointsManifest.of("orders").namespace("shop"));
        fixture.awaitAddresses();
        fixture.api.delete(Resource.SERVICES, "shop", "orders");
        await().until(() -> fixture.heard.get(fixture.heard.size() - 1) instanceof Resolution.NotFound);
    }

    private ResolverChain chain() {
        return ResolverChain.strict(List.of(fixture.resolver, endpoints), fixture.scheduler, PATIENCE);
    }
}
