package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.testkit.EndpointsManifest;
import io.fairlead.testkit.ServiceManifest;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;

class LegacyEndpointsTest {
    private static final ServiceManifest SERVICE =
            ServiceManifest.named("orders").namespace("shop").port("http", 80).port("dns", 53, 5353, "UDP");
    private static final EndpointsManifest ENDPOINTS =
            EndpointsManifest.of("orders").namespace("shop").port("http", 8080).port("dns", 5353, "UDP");

    @Test
    void tellWhatSlicesTellButForZonesAndHints() {
        EndpointSnapshot snapshot =
                snapshot("orders.shop:http", SERVICE, ENDPOINTS.pod("10.0.0.1", "orders-0", "uid-0", "node-1"));

        assertThat(snapshot.endpoints())
                .containsExactly(Endpoint.builder("10.0.0.1", 8080)
                        .pod(new Pod("orders-0", "uid-0"))
                        .hostname("orders-0")
                        .location(new Location("node-1", ""))
                        .build());
    }

    @Test
    void addressesThatAreNotReadyDoNotServeEither() {
        EndpointSnapshot snapshot = snapshot(
                "orders.shop:http", SERVICE, ENDPOINTS.ready("10.0.0.1").unready("10.0.0.2"));

        assertThat(snapshot.endpoints())
                .containsExactly(
                        Endpoint.of("10.0.0.1", 8080),
                        Endpoint.builder("10.0.0.2", 8080)
                                .conditions(new Conditions(false, false, false))
                                .build());
    }

    @Test
    void portsOfOtherProtocolsResolve() {
        assertThat(snapshot("orders.shop:53/udp", SERVICE, ENDPOINTS.ready("10.0.0.1"))
                        .endpoints())
                .containsExactly(Endpoint.of("10.0.0.1", 5353));
    }

    @Test
    void theOnlyPortHasNoName() {
        ServiceManifest service =
                ServiceManifest.named("orders").namespace("shop").port("", 80);
        EndpointsManifest endpoints =
                EndpointsManifest.of("orders").namespace("shop").port("", 8080).ready("10.0.0.1");

        assertThat(snapshot("orders.shop", service, endpoints).endpoints())
                .containsExactly(Endpoint.of("10.0.0.1", 8080));
    }

    @Test
    void everySubsetHasItsOwnPortsAndEveryAddressItsFamily() {
        EndpointsManifest two = ENDPOINTS.ready("10.0.0.1", "fd00::1").with(endpoints -> ((ArrayNode)
                        endpoints.path("subsets"))
                .add(EndpointsManifest.of("orders")
                        .port("http", 9090)
                        .ready("10.0.0.2")
                        .json()
                        .at("/subsets/0")));

        assertThat(snapshot("orders.shop:http", SERVICE, two).endpoints())
                .containsExactlyInAnyOrder(
                        Endpoint.of("10.0.0.1", 8080), Endpoint.of("fd00::1", 8080), Endpoint.of("10.0.0.2", 9090));
    }

    @Test
    void aPodCanBeAskedForByItsHostname() {
        EndpointsManifest pods =
                ENDPOINTS.pod("10.0.0.1", "orders-0", "uid-0", "node-1").pod("10.0.0.2", "orders-1", "uid-1", "node-2");

        assertThat(snapshot("orders-1.orders.shop.svc:http", SERVICE.headless(), pods)
                        .endpoints())
                .extracting(Endpoint::address)
                .containsExactly("10.0.0.2");
    }

    @Test
    void tellWhenTheyChangedAndThatTheyWereCut() {
        LegacyEndpoints cut = parsed(ENDPOINTS
                .ready("10.0.0.1")
                .annotation("endpoints.kubernetes.io/last-change-trigger-time", "2026-01-01T00:00:02Z")
                .annotation("endpoints.kubernetes.io/over-capacity", "truncated"));

        assertThat(cut.slices().get(0).changedAt()).contains(Instant.parse("2026-01-01T00:00:02Z"));
        assertThat(cut.note()).contains("over-capacity: truncated");
        assertThat(parsed(ENDPOINTS).note()).isEmpty();
    }

    @Test
    void addressesThatNoEndpointMayHaveAreLeftOut() {
        EndpointMapping.Mapped mapped =
                map("orders.shop:http", SERVICE, ENDPOINTS.ready("127.0.0.1", "orders.example.org", "10.0.0.1"));

        assertThat(mapped.refused()).containsExactly("127.0.0.1 (loopback)", "orders.example.org (no IP address)");
    }

    private static LegacyEndpoints parsed(EndpointsManifest endpoints) {
        return Parsed.endpoints(endpoints.json().toString());
    }

    private static EndpointSnapshot snapshot(String ref, ServiceManifest service, EndpointsManifest endpoints) {
        return ((Resolution.Resolved) map(ref, service, endpoints).resolution()).snapshot();
    }

    private static EndpointMapping.Mapped map(String ref, ServiceManifest service, EndpointsManifest endpoints) {
        return EndpointMapping.resolve(
                ServiceRef.parse(ref),
                Optional.of(Parsed.service(service.json().toString())),
                parsed(endpoints).slices(),
                Parsed.RULES);
    }
}
