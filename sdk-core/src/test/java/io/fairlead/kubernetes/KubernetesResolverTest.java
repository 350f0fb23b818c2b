package io.fairlead.kubernetes;

import static io.fairlead.kubernetes.WatchFixture.REF;
import static io.fairlead.kubernetes.WatchFixture.SERVICE;
import static io.fairlead.kubernetes.WatchFixture.SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.resolver.Resolver;
import io.fairlead.testkit.RecordedRequest;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.SliceManifest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KubernetesResolverTest {
    private final WatchFixture fixture = new WatchFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void tellsTheEndpointsOfAService() {
        fixture.watched("10.0.0.1", "10.0.0.2");

        assertThat(fixture.snapshot().source()).isEqualTo("watch");
        assertThat(fixture.snapshot().policy()).isEqualTo(TrafficPolicy.CLUSTER);
        assertThat(fixture.snapshot().clusterIp()).contains(Endpoint.of("10.96.0.7", 80));
        assertThat(fixture.snapshot().endpoints())
                .containsExactly(Endpoint.of("10.0.0.1", 8080), Endpoint.of("10.0.0.2", 8080));
    }

    @Test
    void tellsNothingBeforeBothListsAreAnswered() throws InterruptedException {
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        var hold = fixture.api
                .faults()
                .hold(io.fairlead.testkit.Target.of(io.fairlead.testkit.Verb.LIST, Resource.SERVICES));
        fixture.resolver.subscribe(REF, fixture.heard::add);
        await().until(() -> fixture.api.openWatches(Resource.ENDPOINT_SLICES) == 1);

        assertThat(fixture.heard).isEmpty();

        hold.release();
        fixture.awaitAddresses("10.0.0.1");
    }

    @Test
    void tellsChangesAsTheyCome() {
        fixture.watched("10.0.0.1");

        fixture.api.apply(SLICE.ready("10.0.0.1", "10.0.0.2"));
        fixture.awaitAddresses("10.0.0.1", "10.0.0.2");

        fixture.api.apply(SliceManifest.of("orders", "orders-b")
                .namespace("shop")
                .port("http", 9090)
                .ready("10.0.0.3"));
        fixture.awaitAddresses("10.0.0.1", "10.0.0.2", "10.0.0.3");

        fixture.api.delete(Resource.ENDPOINT_SLICES, "shop", "orders-a");
        fixture.awaitAddresses("10.0.0.3");
        assertThat(fixture.lists()).isEqualTo(1);
    }

    @Test
    void aMissingServiceIsNotFoundUntilItIsThere() {
        fixture.resolver.subscribe(REF, fixture.heard::add);
        await().until(() -> !fixture.heard.isEmpty());

        assertThat(fixture.heard.get(0)).isInstanceOfSatisfying(Resolution.NotFound.class, none -> {
            assertThat(none.reason()).isEqualTo(Resolution.NotFound.Reason.SERVICE);
            assertThat(none.message()).contains("orders").contains("shop");
        });

        fixture.api.apply(SERVICE);
        fixture.awaitAddresses();
        fixture.api.apply(SLICE.ready("10.0.0.1"));
        fixture.awaitAddresses("10.0.0.1");

        fixture.api.delete(Resource.SERVICES, "shop", "orders");
        await().until(() -> fixture.heard.get(fixture.heard.size() - 1) instanceof Resolution.NotFound);
    }

    @Test
    void subscribersOfAServiceShareItsTwoStreamsUntilTheLastIsGone() {
        Resolver.Subscription first = fixture.watched("10.0.0.1");
        List<Resolution> other = new CopyOnWriteArrayList<>();
        Resolver.Subscription second = fixture.resolver.subscribe(ServiceRef.parse("orders.shop:80"), other::add);
        await().until(() -> !other.isEmpty());

        assertThat(fixture.api.openWatches()).isEqualTo(2);
        assertThat(fixture.lists()).isEqualTo(1);

        first.close();
        first.close();
        fixture.api.apply(SLICE.ready("10.0.0.2"));
        await().until(() -> other.size() == 2);
        assertThat(fixture.addresses()).containsExactly("10.0.0.1");

        second.close();
        await().until(() -> fixture.api.openWatches() == 0);
    }

    @Test
    void closeEndsEveryStream() {
        fixture.watched("10.0.0.1");
        fixture.resolver.close();
        fixture.resolver.close();
        fixture.scheduler.close();

        await().until(() -> fixture.api.openWatches() == 0);
    }

    @Test
    void asksForJsonWithItsCredentials() {
        fixture.watched("10.0.0.1");

        assertThat(fixture.api.requests().all())
                .allSatisfy(request -> assertThat(request.headers()).containsEntry("Accept", "application/json"))
                .extracting(RecordedRequest::authorization)
                .allSatisfy(authorization -> assertThat(authorization).contains("Bearer embedded"));
    }
}
