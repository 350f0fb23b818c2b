package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Location;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.EndpointManifest;
import io.fairlead.testkit.NodeManifest;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import io.fairlead.testkit.Target;
import io.fairlead.testkit.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The zone of this process's node, from its Node object. */
class OwnPlaceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final NodeManifest NODE = NodeManifest.named("node-1").zone("zone-a");

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private Path kubeconfig;

    @BeforeEach
    void hints(@TempDir Path folder) throws IOException {
        kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
        api.apply(
                ServiceManifest.named("orders")
                        .namespace("shop")
                        .port("http", 80)
                        .clusterIp("10.96.0.7"),
                SliceManifest.of("orders", "a")
                        .namespace("shop")
                        .port("http", 8080)
                        .endpoints(
                                EndpointManifest.at("10.0.0.1").forZones("zone-a"),
                                EndpointManifest.at("10.0.0.2").forZones("zone-b")));
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void theNodeTellsItsZoneAndHintsHoldFromThenOn() {
        api.apply(NODE);
        try (ServiceDiscovery discovery = from(new Location("node-1", ""))) {
            EndpointGroup group = discovery.group("orders.shop:http");

            await().atMost(SOON).untilAsserted(() -> assertThat(group.state().usable())
                    .extracting(Endpoint::address)
                    .containsExactly("10.0.0.1"));
            assertThat(discovery.explain("orders.shop:http").toString())
                    .contains("called from node-1 in zone-a, as its Node says");
            assertThat(api.requests().count(Verb.GET, Resource.NODES)).isEqualTo(1);
            assertThat(api.openWatches(Resource.NODES)).isZero();
        }
    }

    @Test
    void whoMayNotGetTheNodeGoesOnWithoutAndExplainSaysSo() throws InterruptedException {
        api.apply(NODE);
        api.faults().deny(Target.of(Resource.NODES));
        try (ServiceDiscovery discovery = from(new Location("node-1", ""))) {
            discovery.group("orders.shop:http").awaitReady(SOON);

            await().atMost(SOON).untilAsserted(() -> assertThat(
                            discovery.explain("orders.shop:http").toString())
                    .contains("called from node-1 in an unknown zone (the API server does not let it get the node")
                    .contains("used     10.0.0.2:8080"));
            assertThat(api.requests().count(Verb.GET, Resource.NODES)).isEqualTo(1);
        }
    }

    @Test
    void anApiServerThatIsAwayIsAskedAgain() {
        api.apply(NODE);
        api.faults().failNext(2, Target.of(Resource.NODES), io.fairlead.testkit.Failure.unavailable());
        try (ServiceDiscovery discovery = from(new Location("node-1", ""))) {
            EndpointGroup group = discovery.group("orders.shop:http");

            await().atMost(SOON).until(() -> group.state().usable().size() == 1);
        }
    }

    @Test
    void aZoneThatIsKnownIsNotAskedFor() throws InterruptedException {
        api.apply(NODE);
        try (ServiceDiscovery discovery = from(new Location("node-1", "zone-b"))) {
            EndpointGroup group = discovery.group("orders.shop:http");
            group.awaitReady(SOON);

            assertThat(group.state().usable()).extracting(Endpoint::address).containsExactly("10.0.0.2");
            assertThat(discovery.explain("orders.shop:http").place()).isEqualTo("node-1 in zone-b");
            assertThat(api.requests().count(Verb.GET, Resource.NODES)).isZero();
        }
    }

    @Test
    void aNameThatIsNoNodesIsNotAskedFor() {
        try (ServiceDiscovery discovery = from(new Location("../secrets", ""))) {
            discovery.group("orders.shop:http").state();

            await().atMost(SOON).untilAsserted(() -> assertThat(
                            discovery.explain("orders.shop:http").place())
                    .contains("../secrets is no name of a node"));
            assertThat(api.requests().count(Verb.GET)).isZero();
        }
    }

    private ServiceDiscovery from(Location location) {
        return ServiceDiscovery.builder()
                .kubernetes(KubernetesOptions.builder()
                        .kubeconfig(kubeconfig)
                        .shortDelay(Duration.ofMillis(100))
                        .longDelay(Duration.ofMillis(100))
                        .build())
                .location(location)
                .discoveryTimeout(SOON)
                .build();
    }
}
