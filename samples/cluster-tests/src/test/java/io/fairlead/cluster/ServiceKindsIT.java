package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every type of Service on a real cluster, from outside (a kubeconfig) and inside. */
@Tag("cluster")
final class ServiceKindsIT {
    private static Orders orders;
    private static Map<String, Explained> outside;
    private static Set<String> pods;

    @BeforeAll
    static void deploy() {
        orders = Orders.deploy("kinds", 2);
        try {
            pods = orders.pods().stream()
                    .map(pod -> pod.address() + ":8080")
                    .collect(Collectors.toCollection(TreeSet::new));
            List<String> ips = orders.pods().stream().map(Orders.Pod::address).toList();
            orders.apply(Manifests.kinds(ips.get(0), ips.get(1)));
            orders.kubectl("rollout", "status", "statefulset/db", "--timeout=60s");
            orders.setIngress("lb", "{\"ip\":\"203.0.113.9\"},{\"hostname\":\"lb.example.org\"}");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> orders.json("get", "endpointslices", "-l", "kubernetes.io/service-name=mirrored")
                                    .path("items")
                                    .size()
                            == 1);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> orders.json("get", "endpointslices", "-l", "kubernetes.io/service-name=early")
                                    .at("/items/0/endpoints")
                                    .size()
                            == 1);
            outside = Explained.fromOutside(
                    "kinds",
                    List.of(
                            ref("borrowed:http"),
                            ref("mirrored:http"),
                            ref("db:sql"),
                            "db-1.db." + orders.namespace + ".svc:sql",
                            ref("early:http"),
                            ref("late:http"),
                            ref("node-port:http"),
                            ref("node-port-local:http"),
                            ref("lb:http"),
                            ref("both:http"),
                            ref("both:dns"),
                            ref("six:http"),
                            ref("signals:m3ua"),
                            ref("signals:2905/sctp"),
                            ref("signals:5060/udp"),
                            ref("signals:5060"),
                            ref("signals:2905")));
        } catch (RuntimeException e) {
            end();
            throw e;
        }
    }

    @AfterAll
    static void end() {
        orders.kubectl("delete", "statefulset,deployment", "--all", "--wait=false");
        orders.close();
    }

    @Test
    void slicesWrittenByHandMayNameAnotherServicesPods() throws Exception {
        assertThat(outside.get(ref("borrowed:http")).used()).isEqualTo(pods);
        assertAnswers(outside.get(ref("borrowed:http")).used());
    }

    @Test
    void endpointsWrittenByHandAreMirroredIntoSlices() throws Exception {
        assertThat(outside.get(ref("mirrored:http")).used()).isEqualTo(pods);
        assertAnswers(outside.get(ref("mirrored:http")).used());
    }

    @Test
    void aPodOfAStatefulSetIsFoundByItsHostname() {
        String ip = orders.json("get", "pod", "db-1").at("/status/podIP").asString();

        assertThat(outside.get("db-1.db." + orders.namespace + ".svc:sql").used())
                .containsExactly(ip + ":5432");
        assertThat(outside.get(ref("db:sql")).used()).hasSize(2).contains(ip + ":5432");
    }

    @Test
    void podsThatAreNotReadyAreUsedWhereTheServicePublishesThem() {
        assertThat(outside.get(ref("early:http")).used()).hasSize(1);
        assertThat(outside.get(ref("late:http")).used()).isEmpty();
    }

    @Test
    void fromOutsideNodePortsOfAllNodesAreCalled() throws Exception {
        int port = nodePort("node-port");

        assertThat(outside.get(ref("node-port:http")).used())
                .containsExactly("172.20.0.1:" + port, "172.20.0.2:" + port, "172.20.0.3:" + port);
        assertThat(outside.get(ref("node-port:http")).reason()).contains("reached by node ports");
        assertAnswers(outside.get(ref("node-port:http")).used());
    }

    @Test
    void whereNodesServeTheirOwnPodsOnlyThoseThatHaveOneAreCalled() {
        Map<String, String> addresses = Lab.json("get", "nodes")
                .path("items")
                .valueStream()
                .collect(Collectors.toMap(
                        node -> node.at("/metadata/name").asString(),
                        node -> node.at("/status/addresses/0/address").asString()));
        Set<String> serving = orders.json("get", "endpointslices", "-l", "kubernetes.io/service-name=node-port-local")
                .path("items")
                .valueStream()
                .flatMap(slice -> slice.path("endpoints").valueStream())
                .filter(endpoint -> endpoint.at("/conditions/ready").asBoolean())
                .map(endpoint ->
                        addresses.get(endpoint.path("nodeName").asString()) + ":" + nodePort("node-port-local"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(serving).hasSizeLessThan(addresses.size());
        assertThat(outside.get(ref("node-port-local:http")).used()).isEqualTo(serving);
    }

    @Test
    void fromOutsideALoadBalancerIsCalledByItsAddressAndANameWithoutAddressIsTold() {
        assertThat(outside.get(ref("lb:http")).used()).containsExactly("203.0.113.9:80");
        assertThat(outside.get(ref("lb:http")).reason()).contains("lb.example.org: ");
    }

    @Test
    void aPodOfBothFamiliesIsOneEndpoint() {
        assertThat(outside.get(ref("both:http")).used()).hasSize(4).containsAll(pods);
        assertThat(outside.get(ref("both:dns")).used()).hasSize(4);

        CallReport report = CallReport.read(Cli.run(
                "both",
                List.of("call", "http://" + ref("both") + "/", "--rate", "50", "--duration", "2s", "--strict")));
        assertThat(report.failed()).isZero();
        assertThat(report.endpoints().keySet()).isEqualTo(pods);
    }

    @Test
    void aServiceOfOneFamilyIsThatFamilys() {
        assertThat(outside.get(ref("six:http")).used()).hasSize(2).allMatch(address -> address.startsWith("[fd"));
    }

    @Test
    void portsOfOtherProtocolsAreFoundByNameAndByNumberWithTheProtocol() {
        assertThat(outside.get(ref("signals:m3ua")).used()).isEqualTo(podsAt(12905));
        assertThat(outside.get(ref("signals:2905/sctp")).used()).isEqualTo(podsAt(12905));
        assertThat(outside.get(ref("signals:5060/udp")).used()).isEqualTo(podsAt(15060));
        assertThat(outside.get(ref("signals:5060")).used()).isEqualTo(podsAt(15061));
        assertThat(outside.get(ref("signals:2905")).used()).isEmpty();
        assertThat(outside.get(ref("signals:2905")).reason())
                .contains("has no port 2905", "m3ua (2905/SCTP)", "sip (5060/UDP)");
    }

    @Test
    void insideEveryTypeIsItsPods() {
        Map<String, Explained> inside = Explained.fromNode1(
                new Space(orders.namespace), "inside", "client", List.of(ref("node-port:http"), ref("lb:http")));

        assertThat(inside.get(ref("node-port:http")).used()).isEqualTo(pods);
        assertThat(inside.get(ref("lb:http")).used()).isEqualTo(pods);
    }

    @Test
    void whereSlicesMayNotBeReadEndpointsAnswer() {
        orders.apply(Manifests.account("narrow", orders.namespace, "endpoints"));
        Map<String, Explained> narrow = Explained.fromNode1(
                new Space(orders.namespace), "narrow", "narrow", List.of(ref("orders:http"), ref("borrowed:http")));

        Explained explained = narrow.get(ref("orders:http"));
        assertThat(explained.used()).isEqualTo(pods);
        assertThat(explained.source()).isEqualTo("endpoints");
        assertThat(explained.reason()).contains("may not list endpointslices").contains("endpoints answers");
        // Slices written by hand are not mirrored into Endpoints: nothing is known of pods, so the Service's address is
        // called.
        assertThat(narrow.get(ref("borrowed:http")).json().path("failedOpen").asBoolean())
                .isTrue();
    }

    private static String ref(String service) {
        int colon = service.indexOf(':');
        String name = colon < 0 ? service : service.substring(0, colon);
        return name + "." + orders.namespace + (colon < 0 ? "" : service.substring(colon));
    }

    private static Set<String> podsAt(int port) {
        return pods.stream().map(pod -> pod.replace(":8080", ":" + port)).collect(Collectors.toSet());
    }

    private static int nodePort(String service) {
        return orders.json("get", "service", service)
                .at("/spec/ports/0/nodePort")
                .asInt();
    }

    private static void assertAnswers(Set<String> addresses) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        for (String address : addresses) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .as(address)
                    .isEqualTo(200);
        }
    }
}
