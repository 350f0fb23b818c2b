package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Conditions;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Hints;
import io.fairlead.endpoint.IpFamily;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Pod;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.Resolution.NotFound.Reason;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.testkit.EndpointManifest;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointMappingTest {
    private static final ServiceManifest SERVICE = ServiceManifest.named("orders")
            .namespace("shop")
            .port("http", 80)
            .port("grpc", 9000)
            .clusterIp("10.96.0.7");
    private static final SliceManifest SLICE =
            SliceManifest.of("orders", "a").namespace("shop").port("http", 8080).port("grpc", 9090);

    @Test
    void keepsWhatASliceTellsOfAnEndpoint() {
        EndpointManifest entry = EndpointManifest.at("10.0.0.1", "10.9.9.9")
                .pod("orders-1", "uid-1")
                .hostname("orders-1")
                .node("node-1")
                .zone("zone-a")
                .forZones("zone-a")
                .forNodes("node-1")
                .terminating();

        assertThat(snapshot("orders.shop:http", SERVICE, SLICE.endpoints(entry)).endpoints())
                .containsExactly(Endpoint.builder("10.0.0.1", 8080)
                        .pod(new Pod("orders-1", "uid-1"))
                        .hostname("orders-1")
                        .location(new Location("node-1", "zone-a"))
                        .hints(new Hints(Set.of("zone-a"), Set.of("node-1")))
                        .conditions(new Conditions(false, true, true))
                        .build());
    }

    @Test
    void aNumberIsTheServicesAndMayDifferFromEverySlices() {
        SliceManifest other = SliceManifest.of("orders", "b")
                .namespace("shop")
                .port("grpc", 9091)
                .ready("10.0.0.2");

        EndpointSnapshot snapshot = snapshot("orders.shop:9000", SERVICE, SLICE.ready("10.0.0.1"), other);

        assertThat(hostPorts(snapshot)).containsExactly("10.0.0.1:9090", "10.0.0.2:9091");
        assertThat(snapshot.clusterIp()).contains(Endpoint.of("10.96.0.7", 9000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.shop:8080", "orders.shop:metrics", "orders.shop:80/udp"})
    void anUnknownPortIsAnErrorThatListsThePorts(String ref) {
        assertThat(resolve(ref, SERVICE, SLICE)).isInstanceOfSatisfying(Resolution.NotFound.class, none -> {
            assertThat(none.reason()).isEqualTo(Reason.PORT);
            assertThat(none.message()).contains("http (80)").contains("grpc (9000)");
        });
    }

    @Test
    void oneOfSeveralPortsMustBeNamed() {
        assertThat(resolve("orders.shop", SERVICE, SLICE)).isInstanceOfSatisfying(Resolution.NotFound.class, none -> {
            assertThat(none.reason()).isEqualTo(Reason.AMBIGUOUS_PORT);
            assertThat(none.message()).contains("http (80), grpc (9000)");
        });
    }

    @Test
    void theOnlyPortNeedsNoNameInTheReference() {
        ServiceManifest service =
                ServiceManifest.named("orders").namespace("shop").port("", 80);
        SliceManifest slice =
                SliceManifest.of("orders", "a").namespace("shop").port("", 8080).ready("10.0.0.1");

        assertThat(hostPorts(snapshot("orders.shop", service, slice))).containsExactly("10.0.0.1:8080");
    }

    @Test
    void withoutAServiceThereIsNothingWhateverSlicesSay() {
        Resolution resolution = EndpointMapping.resolve(
                        ServiceRef.parse("orders.shop:http"),
                        Optional.empty(),
                        List.of(Parsed.slice(SLICE.ready("10.0.0.1").json().toString())),
                        Parsed.RULES)
                .resolution();

        assertThat(resolution).isInstanceOfSatisfying(Resolution.NotFound.class, none -> assertThat(none.reason())
                .isEqualTo(Reason.SERVICE));
    }

    @Test
    void aServiceWithoutSlicesIsEmpty() {
        assertThat(snapshot("orders.shop:http", SERVICE).endpoints()).isEmpty();
    }

    @Test
    void headlessServicesHaveNoVirtualAddressAndMayBeAskedForOnePod() {
        ServiceManifest headless =
                ServiceManifest.named("orders").namespace("shop").headless().port("http", 80);
        SliceManifest slice = SLICE.endpoints(
                EndpointManifest.at("10.0.0.1").hostname("orders-0"),
                EndpointManifest.at("10.0.0.2").hostname("orders-1"));

        EndpointSnapshot all = snapshot("orders.shop:http", headless, slice);
        EndpointSnapshot one = snapshot("orders-1.orders.shop.svc:http", headless, slice);

        assertThat(all.policy()).isEqualTo(TrafficPolicy.HEADLESS);
        assertThat(all.clusterIp()).isEmpty();
        assertThat(hostPorts(all)).containsExactly("10.0.0.1:8080", "10.0.0.2:8080");
        assertThat(hostPorts(one)).containsExactly("10.0.0.2:8080");
    }

    @Test
    void aServiceWithoutPortsTakesThePodsOwnNumber() {
        ServiceManifest portless =
                ServiceManifest.named("orders").namespace("shop").headless();
        SliceManifest slice = SliceManifest.of("orders", "a").namespace("shop").ready("10.0.0.1");

        assertThat(hostPorts(snapshot("orders.shop:5432", portless, slice))).containsExactly("10.0.0.1:5432");
        assertThat(resolve("orders.shop:sql", portless, slice))
                .isInstanceOfSatisfying(Resolution.NotFound.class, none -> assertThat(none.reason())
                        .isEqualTo(Reason.PORT));
    }

    @Test
    void anExternalNameIsItsTargetByNameWithAnyPortNumber() {
        ServiceManifest service =
                ServiceManifest.named("orders").namespace("shop").externalName("orders.example.org.");

        EndpointSnapshot snapshot = snapshot("orders.shop:8443", service);
        assertThat(hostPorts(snapshot)).containsExactly("orders.example.org:8443");
        assertThat(snapshot.endpoints().get(0).tlsName()).isEqualTo("orders.example.org");
        assertThat(snapshot.clusterIp()).isEmpty();

        for (String without : List.of("orders.shop", "orders.shop:https")) {
            assertThat(resolve(without, service)).isInstanceOfSatisfying(Resolution.NotFound.class, none -> {
                assertThat(none.reason()).isEqualTo(Reason.PORT);
                assertThat(none.message()).contains("orders.example.org", "number");
            });
        }
        assertThat(hostPorts(snapshot("orders.shop:https", service.port("https", 443))))
                .containsExactly("orders.example.org:443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1.", "::1", "a b", "a..b", "-a.example.org", "."})
    void anExternalNameThatIsNoNameIsRefused(String target) {
        ServiceManifest service =
                ServiceManifest.named("orders").namespace("shop").externalName(target);

        assertThat(resolve("orders.shop:80", service)).isInstanceOfSatisfying(Resolution.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Resolution.Failed.Kind.INVALID);
            assertThat(failed.message()).contains(target, "externalName");
        });
    }

    @Test
    void tellsPolicyFamiliesAndTheNewestChange() {
        ServiceManifest local = SERVICE.with(service -> {
            service.withObject("spec").put("internalTrafficPolicy", "Local");
            service.withObject("spec").putArray("ipFamilies").add("IPv6").add("IPv4");
        });

        EndpointSnapshot snapshot = snapshot(
                "orders.shop:http",
                local,
                changed(SLICE, "2026-01-01T00:00:02Z"),
                changed(SliceManifest.of("orders", "b").namespace("shop"), "2026-01-01T00:00:01.5Z"));

        assertThat(snapshot.policy()).isEqualTo(TrafficPolicy.LOCAL);
        assertThat(snapshot.families()).containsExactly(IpFamily.IPV6, IpFamily.IPV4);
        assertThat(snapshot.changedAt()).contains(Instant.parse("2026-01-01T00:00:02Z"));
    }

    @Test
    void tellsSessionAffinity() {
        ServiceManifest byDefault =
                SERVICE.with(service -> service.withObject("spec").put("sessionAffinity", "ClientIP"));
        ServiceManifest configured = byDefault.with(service -> service.withObject("spec")
                .withObjectProperty("sessionAffinityConfig")
                .withObjectProperty("clientIP")
                .put("timeoutSeconds", 60));
        ServiceManifest none =
                configured.with(service -> service.withObject("spec").put("sessionAffinity", "None"));

        assertThat(snapshot("orders.shop:http", SERVICE).sessionAffinity()).isEmpty();
        assertThat(snapshot("orders.shop:http", byDefault).sessionAffinity()).contains(Duration.ofHours(3));
        assertThat(snapshot("orders.shop:http", configured).sessionAffinity()).contains(Duration.ofMinutes(1));
        assertThat(snapshot("orders.shop:http", none).sessionAffinity()).isEmpty();
    }

    @Test
    void addressesThatTheApiServerRefusesAreLeftOut() {
        SliceManifest slice = SLICE.ready("127.0.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "10.0.0.1", "x");
        SliceManifest six = SliceManifest.of("orders", "b")
                .namespace("shop")
                .addressType("IPv6")
                .port("http", 8080)
                .ready("::1", "fe80::1", "::", "ff02::1", "fd00::1", "::ffff:127.0.0.1");

        EndpointMapping.Mapped mapped = map("orders.shop:http", false, SERVICE, slice, six);

        assertThat(hostPorts(((Resolution.Resolved) mapped.resolution()).snapshot()))
                .containsExactly("10.0.0.1:8080", "[fd00::1]:8080");
        assertThat(mapped.refused())
                .contains("127.0.0.1 (loopback)", "169.254.169.254 (link-local)", "0.0.0.0 (unspecified)")
                .contains("224.0.0.1 (multicast)", "::1 (loopback)", "fe80::1 (link-local)", ":: (unspecified)")
                .hasSize(10);
    }

    @Test
    void loopbackCanBeAdmitted() {
        EndpointMapping.Mapped mapped =
                map("orders.shop:http", true, SERVICE, SLICE.ready("127.0.0.1", "169.254.169.254"));

        assertThat(hostPorts(((Resolution.Resolved) mapped.resolution()).snapshot()))
                .containsExactly("127.0.0.1:8080");
    }

    private static SliceManifest changed(SliceManifest slice, String at) {
        return slice.with(json -> json.withObject("metadata")
                .withObjectProperty("annotations")
                .put("endpoints.kubernetes.io/last-change-trigger-time", at));
    }

    private static List<String> hostPorts(EndpointSnapshot snapshot) {
        return snapshot.endpoints().stream().map(Endpoint::hostPort).toList();
    }

    private static EndpointSnapshot snapshot(String ref, ServiceManifest service, SliceManifest... slices) {
        return ((Resolution.Resolved) resolve(ref, service, slices)).snapshot();
    }

    private static Resolution resolve(String ref, ServiceManifest service, SliceManifest... slices) {
        return map(ref, false, service, slices).resolution();
    }

    private static EndpointMapping.Mapped map(
            String ref, boolean admitLoopback, ServiceManifest service, SliceManifest... slices) {
        return EndpointMapping.resolve(
                ServiceRef.parse(ref),
                Optional.of(Parsed.service(service.json().toString())),
                Stream.of(slices)
                        .map(slice -> Parsed.slice(slice.json().toString()))
                        .toList(),
                Parsed.rules(KubernetesOptions.builder().admitLoopback(admitLoopback)));
    }
}
