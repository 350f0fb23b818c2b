package io.fairlead.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.EndpointSnapshot;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.endpoint.TrafficPolicy;
import io.fairlead.selection.Selection;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import tools.jackson.core.JacksonException;

/**
 * Whatever the API says, an answer comes of it or, where it is no JSON object, the failure that is expected then. 80,000 objects;
 * {@code -Dfairlead.hostile=20} makes 20 times as many of it.
 */
class HostileObjectsPropertyTest {
    private static final int TRIES = 100;
    private static final int A_TRY = 200;
    private static final String MORE = "fairlead.hostile";
    private static final AtomicLong INPUTS = new AtomicLong();
    private static final AtomicLong READ = new AtomicLong();

    private static final String SERVICE = """
            {"kind": "Service", "metadata": {"name": "orders", "namespace": "shop", "resourceVersion": "7",
              "labels": {"app": "orders"}, "annotations": {"fairlead.io/weights": "zone/a=2,node/n1=0.5,pod/p=0"}},
             "spec": {"type": "LoadBalancer", "clusterIP": "10.96.0.7", "clusterIPs": ["10.96.0.7", "fd00:10::7"],
              "ipFamilies": ["IPv4", "IPv6"], "internalTrafficPolicy": "Cluster", "externalTrafficPolicy": "Local", "externalName": "x.org",
              "sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 60}},
              "ports": [{"name": "http", "port": 80, "protocol": "TCP", "nodePort": 30080, "targetPort": "web"},
                        {"name": "dns", "port": 53, "protocol": "UDP", "nodePort": 30053}]},
             "status": {"loadBalancer": {"ingress": [{"ip": "203.0.113.9", "ports": [{"port": 80, "protocol": "TCP", "error": "x/Y"}]},
              {"hostname": "lb.example.org"}]}}}
            """;
    private static final String SLICE = """
            {"kind": "EndpointSlice", "metadata": {"name": "orders-a", "namespace": "shop", "resourceVersion": "7",
              "labels": {"kubernetes.io/service-name": "orders"},
              "annotations": {"endpoints.kubernetes.io/last-change-trigger-time": "2026-01-01T00:00:00Z", "fairlead.io/weight": "2"}},
             "addressType": "IPv4", "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}, {"name": "dns", "port": 53, "protocol": "UDP"}],
             "endpoints": [{"addresses": ["10.0.0.1"], "conditions": {"ready": true, "serving": true, "terminating": false}, "hostname": "db-0",
               "nodeName": "n1", "zone": "a", "targetRef": {"kind": "Pod", "name": "p", "uid": "u"},
               "hints": {"forZones": [{"name": "a"}], "forNodes": [{"name": "n1"}]}},
              {"addresses": ["10.0.0.2"], "conditions": {"ready": false, "serving": true, "terminating": true}, "nodeName": "n2"}]}
            """;
    private static final String ENDPOINTS = """
            {"kind": "Endpoints", "metadata": {"name": "orders", "namespace": "shop", "resourceVersion": "7",
              "annotations": {"endpoints.kubernetes.io/over-capacity": "truncated"}},
             "subsets": [{"addresses": [{"ip": "10.0.0.1", "hostname": "db-0", "nodeName": "n1",
               "targetRef": {"kind": "Pod", "name": "p", "uid": "u"}}, {"ip": "fd00::1"}], "notReadyAddresses": [{"ip": "10.0.0.2"}],
              "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}, {"name": "dns", "port": 53, "protocol": "UDP"}]}]}
            """;
    private static final String NODE = """
            {"kind": "Node", "metadata": {"name": "n1", "resourceVersion": "7", "labels": {"topology.kubernetes.io/zone": "a"}},
             "status": {"conditions": [{"type": "MemoryPressure", "status": "False"}, {"type": "Ready", "status": "True"}],
              "addresses": [{"type": "InternalIP", "address": "172.20.0.1"}, {"type": "InternalIP", "address": "fd00:20::1"},
               {"type": "ExternalIP", "address": "203.0.113.1"}, {"type": "Hostname", "address": "n1"}]}}
            """;
    private static final List<ServiceRef> REFS = List.of(
            ServiceRef.parse("orders.shop:http"),
            ServiceRef.parse("orders.shop:53/udp"),
            ServiceRef.parse("orders.shop"),
            ServiceRef.parse("db-0.orders.shop.svc:http"));
    private static final List<EndpointMapping.Rules> RULES = List.of(
            new EndpointMapping.Rules("watch", KubernetesOptions.defaults(), false),
            new EndpointMapping.Rules("watch", KubernetesOptions.defaults(), true),
            rules(Reach.VIRTUAL_IP),
            rules(Reach.NODE_PORTS),
            rules(Reach.LOAD_BALANCER));

    @Property(tries = TRIES)
    void anyService(@ForAll long seed) {
        hostile(seed, SERVICE, Parsed::service, service -> resolveAll(service, slices(), nodes()));
    }

    @Property(tries = TRIES)
    void anySlice(@ForAll long seed) {
        hostile(seed, SLICE, Parsed::slice, slice -> resolveAll(service(), List.of(slice, slices().get(0)), nodes()));
    }

    @Property(tries = TRIES)
    void anyEndpoints(@ForAll long seed) {
        hostile(seed, ENDPOINTS, Parsed::endpoints, endpoints -> resolveAll(service(), endpoints.slices(), nodes()));
    }

    @Property(tries = TRIES)
    void anyNode(@ForAll long seed) {
        hostile(seed, NODE, Parsed::node, node -> resolveAll(service(), slices(), List.of(node, nodes().get(0))));
    }

    @AfterContainer
    static void tellTheCounts() {
        System.out.println(
                "hostile objects: " + INPUTS.get() + " inputs, " + READ.get() + " of them read and resolved in "
                        + REFS.size() * RULES.size() + " ways, none with an unexpected exception");
        assertThat(READ.get()).isGreaterThan(INPUTS.get() / 2);
    }

    private static <T> void hostile(long seed, String good, Function<String, T> reader, Function<T, Integer> use) {
        HostileJson json = new HostileJson(new SplittableRandom(seed));
        int tries = A_TRY * Integer.getInteger(MORE, 1);
        for (int i = 0; i < tries; i++) {
            HostileJson.Text text = json.like(good);
            INPUTS.incrementAndGet();
            try {
                T read = reader.apply(text.json());
                assertThat(use.apply(read)).isPositive();
                READ.incrementAndGet();
            } catch (RuntimeException e) {
                // A list with one such object could never be read.
                if (!(e instanceof JacksonException) || !text.mayFail()) {
                    throw new AssertionError(text.json(), e);
                }
            }
        }
    }

    private static int resolveAll(ServiceFacts service, List<Slice> slices, Collection<NodeFacts> nodes) {
        int resolved = 0;
        // The rules by turns: each sees a fifth of all.
        EndpointMapping.Rules rules =
                RULES.get(Math.floorMod(service.hashCode() + slices.hashCode() + nodes.hashCode(), 5));
        for (ServiceRef ref : REFS) {
            EndpointMapping.Mapped mapped = EndpointMapping.resolve(
                    ref, Optional.of(service), slices, nodes, rules, new SliceParts(ref, rules.options()));
            resolved++;
            if (mapped.resolution() instanceof Resolution.Resolved answer) {
                use(answer.snapshot());
            }
        }
        return resolved;
    }

    private static void use(EndpointSnapshot snapshot) {
        Selection selection = Selection.of(snapshot, new Location("n1", "a"));
        assertThat(selection.explain().size())
                .isGreaterThanOrEqualTo(selection.usable().size());
        selection.usable().forEach(endpoint -> {
            assertThat(endpoint.port()).isBetween(1, 65535);
            // A virtual IP and a load balancer's address are the cluster's own word.
            if (snapshot.policy() != TrafficPolicy.AS_GIVEN) {
                assertThat(endpoint.addresses()).doesNotContain("127.0.0.1", "0.0.0.0", "::", "::1", "");
            }
        });
    }

    private static EndpointMapping.Rules rules(Reach reach) {
        return Parsed.rules(KubernetesOptions.builder().reach(reach));
    }

    private static ServiceFacts service() {
        return Parsed.service(SERVICE);
    }

    private static List<Slice> slices() {
        return List.of(Parsed.slice(SLICE));
    }

    private static List<NodeFacts> nodes() {
        return List.of(Parsed.node(NODE));
    }
}
