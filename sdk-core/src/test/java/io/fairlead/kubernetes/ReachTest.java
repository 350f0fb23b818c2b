package io.fairlead.kubernetes;

import static io.fairlead.kubernetes.Exposed.ingress;
import static io.fairlead.kubernetes.Exposed.local;
import static io.fairlead.kubernetes.Exposed.ofType;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.selection.Selection;
import io.fairlead.selection.Verdict;
import io.fairlead.testkit.EndpointManifest;
import io.fairlead.testkit.NodeManifest;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** By which of its addresses a Service is called. */
class ReachTest {
    private static final SliceManifest SLICE = SliceManifest.of("orders", "a")
            .namespace("shop")
            .port("http", 8080)
            .port("dns", 5353, "UDP")
            .endpoints(
                    EndpointManifest.at("10.0.0.1").node("node-1"),
                    EndpointManifest.at("10.0.0.2").node("node-2").unready());
    private static final List<NodeManifest> NODES = List.of(
            NodeManifest.named("node-3").internalIp("172.20.0.3"),
            NodeManifest.named("node-2").internalIp("172.20.0.2").zone("zone-b"),
            NodeManifest.named("node-1")
                    .internalIp("172.20.0.1")
                    .externalIp("203.0.113.1")
                    .zone("zone-a"));

    private List<NodeManifest> nodes = NODES;
    private KubernetesOptions.Builder options = KubernetesOptions.builder();
    private boolean outside = true;

    @ParameterizedTest
    @CsvSource({"ClusterIP, 10.0.0.1:8080", "NodePort, 172.20.0.2:30080", "LoadBalancer, 10.0.0.1:8080"})
    void fromOutsideWhatTheTypeOffersIsTaken(String type, String one) {
        assertThat(hostPorts("orders.shop:http", ofType(type))).contains(one);
    }

    @Test
    void fromOutsideALoadBalancerWithAnIngressIsTaken() {
        ServiceManifest service =
                ingress(ingress(ofType("LoadBalancer"), "ip", "203.0.113.9"), "hostname", "lb.example.org");

        assertThat(hostPorts("orders.shop:http", service)).containsExactly("203.0.113.9:80", "lb.example.org:80");
        assertThat(hostPorts("orders.shop:53/udp", service)).containsExactly("203.0.113.9:53", "lb.example.org:53");
    }

    @ParameterizedTest
    @CsvSource({"ClusterIP", "NodePort", "LoadBalancer"})
    void insideItIsPodsWhateverTheType(String type) {
        outside = false;

        assertThat(hostPorts("orders.shop:http", ingress(ofType(type), "ip", "203.0.113.9")))
                .containsExactly("10.0.0.1:8080", "10.0.0.2:8080");
    }

    @Test
    void aNodeIsCalledByItsExternalAddressElseItsInternalOne() {
        EndpointSnapshot snapshot = snapshot("orders.shop:http", ofType("NodePort"));

        assertThat(usable(snapshot)).containsExactly("203.0.113.1:30080", "172.20.0.2:30080", "172.20.0.3:30080");
        assertThat(snapshot.endpoints().get(0).location()).isEqualTo(new Location("node-1", "zone-a"));
        assertThat(snapshot.clusterIp()).contains(Endpoint.of("10.96.0.7", 80));
        assertThat(hostPorts("orders.shop:dns", ofType("NodePort"))).contains("172.20.0.3:30053");
    }

    @Test
    void anOptionSaysWhichAddressesOfNodesCount() {
        options.nodeAddresses(NodeAddresses.INTERNAL);
        assertThat(hostPorts("orders.shop:http", ofType("NodePort"))).contains("172.20.0.1:30080");

        options.nodeAddresses(NodeAddresses.EXTERNAL);
        assertThat(hostPorts("orders.shop:http", ofType("NodePort"))).containsExactly("203.0.113.1:30080");
    }

    @Test
    void aNodeThatIsNotReadyIsNotCalled() {
        nodes = List.of(NODES.get(0).unready(), NODES.get(1));
        EndpointSnapshot snapshot = snapshot("orders.shop:http", ofType("NodePort"));

        assertThat(usable(snapshot)).containsExactly("172.20.0.2:30080");
        assertThat(reasons(snapshot)).containsExactly("node node-2 is ready", "node node-3 is not ready");
    }

    @Test
    void whereNodesServeTheirOwnPodsOnlyThoseWithAUsableOneAreCalled() {
        SliceManifest terminating = SliceManifest.of("orders", "b")
                .namespace("shop")
                .port("http", 8080)
                .endpoints(
                        EndpointManifest.at("10.0.0.3").node("node-3").terminating(),
                        EndpointManifest.at("10.0.0.4").node("node-4"));
        EndpointSnapshot snapshot = snapshot("orders.shop:http", local(ofType("NodePort")), SLICE, terminating);

        assertThat(usable(snapshot)).containsExactly("203.0.113.1:30080", "172.20.0.3:30080");
        assertThat(reasons(snapshot))
                .contains("node node-2 has no usable endpoint of its own (externalTrafficPolicy: Local)");
    }

    @Test
    void aNodeWithAddressesOfBothFamiliesIsOneEndpoint() {
        nodes = List.of(NodeManifest.named("node-1").internalIp("172.20.0.1").internalIp("fd00:20::1"));
        ServiceManifest dual = ofType("NodePort").with(json -> json.withObject("spec")
                .putArray("ipFamilies")
                .add("IPv6")
                .add("IPv4"));

        assertThat(snapshot("orders.shop:http", dual).endpoints())
                .singleElement()
                .satisfies(node -> assertThat(node.addresses()).containsExactly("fd00:20::1", "172.20.0.1"));
        // In the family in which it has pods of its own.
        assertThat(snapshot("orders.shop:http", local(dual)).endpoints())
                .singleElement()
                .satisfies(node -> assertThat(node.addresses()).containsExactly("172.20.0.1"));
    }

    @Test
    void addressesOfNodesThatNoEndpointMayHaveAreLeftOut() {
        nodes = List.of(NodeManifest.named("node-1").internalIp("127.0.0.1").internalIp("x"), NODES.get(0));
        EndpointMapping.Mapped mapped = map("orders.shop:http", ofType("NodePort"), SLICE);

        assertThat(mapped.refused()).containsExactly("127.0.0.1 (loopback)", "x (no IP address)");
        assertThat(((Resolution.Resolved) mapped.resolution()).snapshot().endpoints())
                .hasSize(1);
    }

    @Test
    void theVirtualIpIsOneEndpointOfAllItsFamilies() {
        options.reach(Reach.VIRTUAL_IP);
        ServiceManifest dual = ofType("ClusterIP")
                .with(json -> json.withObject("spec").withArray("clusterIPs").add("fd00:10::7"));

        assertThat(snapshot("orders.shop:http", dual).endpoints())
                .singleElement()
                .satisfies(ip -> {
                    assertThat(ip.addresses()).containsExactly("10.96.0.7", "fd00:10::7");
                    assertThat(ip.port()).isEqualTo(80);
                });
    }

    @Test
    void aPortThatTheLoadBalancerReportsAsFailedIsLeftOut() {
        ServiceManifest service = ingress(ingress(ofType("LoadBalancer"), "ip", "203.0.113.9"), "ip", "203.0.113.8")
                .with(json -> ((ObjectNode) json.at("/status/loadBalancer/ingress/0"))
                        .putArray("ports")
                        .addObject()
                        .put("port", 80)
                        .put("protocol", "TCP")
                        .put("error", "example.com/QuotaExceeded"));

        EndpointMapping.Mapped mapped = map("orders.shop:http", service, SLICE);
        assertThat(usable(((Resolution.Resolved) mapped.resolution()).snapshot()))
                .containsExactly("203.0.113.8:80");
        assertThat(mapped.refused())
                .containsExactly("203.0.113.9 (its port 80 has the error example.com/QuotaExceeded)");
        assertThat(hostPorts("orders.shop:dns", service)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reach.class,
            names = {"VIRTUAL_IP", "NODE_PORTS", "LOAD_BALANCER"})
    void whatAServiceDoesNotOfferIsAnErrorThatSaysWhat(Reach reach) {
        options.reach(reach);
        ServiceManifest headless =
                ServiceManifest.named("orders").namespace("shop").headless().port("http", 80);

        assertThat(map("orders.shop:http", headless, SLICE).resolution())
                .isInstanceOfSatisfying(Resolution.NotFound.class, none -> {
                    assertThat(none.reason()).isEqualTo(Resolution.NotFound.Reason.REACH);
                    assertThat(none.message()).contains("has no").contains("choose another reach");
                });
    }

    @Test
    void oneOfAServicesPodsIsReachedAsAPod() {
        SliceManifest slice = SliceManifest.of("orders", "a")
                .namespace("shop")
                .port("http", 8080)
                .endpoints(EndpointManifest.at("10.0.0.1").hostname("orders-0"));

        assertThat(usable(snapshot("orders-0.orders.shop.svc:http", ofType("NodePort"), slice)))
                .containsExactly("10.0.0.1:8080");
    }

    private List<String> hostPorts(String ref, ServiceManifest service) {
        return snapshot(ref, service).endpoints().stream()
                .map(Endpoint::hostPort)
                .toList();
    }

    private static List<String> usable(EndpointSnapshot snapshot) {
        return Selection.of(snapshot, Location.UNKNOWN).usable().stream()
                .map(Endpoint::hostPort)
                .toList();
    }

    private static List<String> reasons(EndpointSnapshot snapshot) {
        return Selection.of(snapshot, Location.UNKNOWN).explain().stream()
                .map(Verdict::reason)
                .toList();
    }

    private EndpointSnapshot snapshot(String ref, ServiceManifest service) {
        return snapshot(ref, service, SLICE);
    }

    private EndpointSnapshot snapshot(String ref, ServiceManifest service, SliceManifest... slices) {
        return ((Resolution.Resolved) map(ref, service, slices).resolution()).snapshot();
    }

    private EndpointMapping.Mapped map(String ref, ServiceManifest service, SliceManifest... slices) {
        ServiceRef asked = ServiceRef.parse(ref);
        KubernetesOptions given = options.build();
        return EndpointMapping.resolve(
                asked,
                Optional.of(Parsed.service(service.json().toString())),
                Stream.of(slices)
                        .map(slice -> Parsed.slice(slice.json().toString()))
                        .toList(),
                nodes.stream().map(node -> Parsed.node(node.json().toString())).toList(),
                new EndpointMapping.Rules("watch", given, outside),
                new SliceParts(asked, given));
    }
}
