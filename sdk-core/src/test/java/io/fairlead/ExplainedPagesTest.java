package io.fairlead;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.Location;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.environment.EnvironmentResolver;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.kubernetes.KubernetesResolver;
import io.fairlead.kubernetes.Reach;
import io.fairlead.resolver.LastGoodConfig;
import io.fairlead.resolver.Resolver;
import io.fairlead.resolver.StaticResolver;
import io.fairlead.testing.Page;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.EndpointManifest;
import io.fairlead.testkit.EndpointsManifest;
import io.fairlead.testkit.NodeManifest;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What {@code explain} says in the documentation is what it says of such a Service. */
class ExplainedPagesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Location NODE_1 = new Location("node-1", "zone-a");
    private static final EndpointManifest ORDERS_1 = EndpointManifest.at("10.244.1.7")
            .pod("orders-1", "uid-1")
            .node("node-1")
            .zone("zone-a");
    private static final EndpointManifest ORDERS_2 = EndpointManifest.at("10.244.2.9")
            .pod("orders-2", "uid-2")
            .node("node-2")
            .zone("zone-b");

    @TempDir
    Path folder;

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private final Scheduler scheduler = Scheduler.daemonThread("explained");

    @AfterEach
    void end() {
        scheduler.close();
        api.close();
    }

    @Test
    void slices() {
        api.apply(service("orders"), slice("orders", ORDERS_1, ORDERS_2.unready()));

        shows("docs/sources/endpoint-slices.md", "orders.shop:http", inside(options -> {}));
        shows("README.md", "orders.shop:http", inside(options -> {}));
    }

    @Test
    void legacyEndpoints() {
        api.apply(
                service("orders"),
                EndpointsManifest.of("orders")
                        .namespace("shop")
                        .port("http", 8080)
                        .ready("10.244.1.7")
                        .unready("10.244.2.9")
                        .pod("10.244.1.7", "orders-1", "uid-1", "node-1"));

        shows(
                "docs/sources/endpoints.md",
                "orders.shop:http",
                watch(options -> {}).endpoints());
    }

    @Test
    void variables() {
        Map<String, String> variables = Map.of(
                "ORDERS_SERVICE_HOST", "10.96.0.7",
                "ORDERS_SERVICE_PORT", "8080",
                "ORDERS_PORT_8080_TCP", "tcp://10.96.0.7:8080");

        shows(
                "docs/sources/environment.md",
                "orders.shop:8080",
                EnvironmentResolver.of(variables, Optional.of("shop")));
    }

    @Test
    void theServicesName() {
        KubernetesOptions missing = KubernetesOptions.builder()
                .kubeconfig(Path.of("/etc/orders/kubeconfig"))
                .build();

        shows(
                "docs/sources/service-name.md",
                "orders.shop:8080",
                KubernetesResolver.create(missing, scheduler, Ticker.system(), new SplittableRandom(1)));
    }

    @Test
    void aStaticList() {
        StaticResolver listed = StaticResolver.of(Map.of(
                ServiceRef.parse("orders.shop:http"),
                List.of(Endpoint.of("192.0.2.7", 8080), Endpoint.of("192.0.2.9", 8080))));

        shows("docs/sources/static.md", "orders.shop:http", listed);
    }

    @Test
    void lastGoodAnswers() throws InterruptedException {
        api.apply(service("orders"), slice("orders", ORDERS_1));
        LastGoodConfig files = LastGoodConfig.in(folder.resolve("answers"));
        try (ServiceDiscovery earlier =
                builder(inside(options -> {})).lastGood(files).build()) {
            earlier.group("orders.shop:80").awaitReady(SOON);
        }
        api.wire().refuse();
        api.wire().resetConnections();

        shows(
                "docs/sources/last-good.md",
                "orders.shop:80",
                builder(inside(options -> {})).lastGood(files));
    }

    @Test
    void clusterIp() {
        api.apply(service("orders"), slice("orders", ORDERS_1.forZones("zone-a"), ORDERS_2.forZones("zone-b")));

        shows("docs/services/cluster-ip.md", "orders.shop:http", inside(options -> {}));
        shows("docs/services/cluster-ip.md", "orders.shop:http", inside(options -> options.reach(Reach.VIRTUAL_IP)));
    }

    @Test
    void headless() {
        api.apply(
                ServiceManifest.named("db")
                        .namespace("shop")
                        .port("postgres", 5432)
                        .headless(),
                SliceManifest.of("db", "db-a")
                        .namespace("shop")
                        .port("postgres", 5432)
                        .endpoints(
                                EndpointManifest.at("10.244.1.7")
                                        .pod("db-0", "uid-0")
                                        .hostname("db-0")
                                        .node("node-1")
                                        .zone("zone-a"),
                                EndpointManifest.at("10.244.2.9").hostname("db-1")));

        shows("docs/services/headless.md", "db-0.db.shop.svc:5432", inside(options -> {}));
    }

    @Test
    void withoutSelector() {
        api.apply(
                service("billing"),
                slice("billing", EndpointManifest.at("192.0.2.7")).with(json -> json.withObject("metadata")
                        .withObjectProperty("annotations")
                        .put("fairlead.io/weight", "3")));

        shows(
                "docs/services/without-selector.md",
                "billing.shop:http",
                builder(inside(options -> {})).balancer(Balancer.weighted()));
    }

    @Test
    void nodePorts() throws IOException {
        ServiceManifest service =
                exposed("NodePort").with(json -> json.withObject("spec").put("externalTrafficPolicy", "Local"));
        api.apply(
                service,
                slice("orders", ORDERS_1),
                NodeManifest.named("node-1").zone("zone-a").internalIp("172.20.0.1"),
                NodeManifest.named("node-2").zone("zone-b").internalIp("172.20.0.2"),
                NodeManifest.named("node-3")
                        .zone("zone-c")
                        .internalIp("172.20.0.3")
                        .unready());

        shows("docs/services/node-port.md", "orders.shop:http", outside());
    }

    @Test
    void loadBalancer() throws IOException {
        api.apply(exposed("LoadBalancer").with(json -> json.withObjectProperty("status")
                .withObjectProperty("loadBalancer")
                .withArrayProperty("ingress")
                .addObject()
                .put("ip", "203.0.113.7")));

        shows("docs/services/load-balancer.md", "orders.shop:http", outside());
    }

    private static ServiceManifest service(String name) {
        return ServiceManifest.named(name).namespace("shop").port("http", 80).clusterIp("10.96.0.7");
    }

    private static ServiceManifest exposed(String type) {
        return service("orders").with(json -> {
            ObjectNode spec = json.withObject("spec").put("type", type);
            ((ObjectNode) spec.at("/ports/0")).put("nodePort", 30080);
        });
    }

    private static SliceManifest slice(String service, EndpointManifest... endpoints) {
        return SliceManifest.of(service, service + "-a")
                .namespace("shop")
                .port("http", 8080)
                .endpoints(endpoints);
    }

    private Resolver inside(Consumer<KubernetesOptions.Builder> change) {
        return watch(change);
    }

    private KubernetesResolver watch(Consumer<KubernetesOptions.Builder> change) {
        KubernetesOptions.Builder options = KubernetesOptions.builder();
        change.accept(options);
        return KubernetesResolver.of(
                Config.fromKubeconfig(api.kubeconfig()),
                options.build(),
                scheduler,
                Ticker.system(),
                new SplittableRandom(1));
    }

    private ServiceDiscoveryBuilder outside() throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig());
        KubernetesOptions options =
                KubernetesOptions.builder().kubeconfig(kubeconfig).build();
        return builder(KubernetesResolver.create(options, scheduler, Ticker.system(), new SplittableRandom(1)))
                .location(Location.UNKNOWN);
    }

    // With time enough for a busy machine: none of these is about a late answer.
    private ServiceDiscoveryBuilder builder(Resolver source) {
        return ServiceDiscovery.builder()
                .source(source)
                .scheduler(scheduler)
                .location(NODE_1)
                .discoveryTimeout(SOON);
    }

    private void shows(String page, String service, Resolver source) {
        shows(page, service, builder(source));
    }

    private static void shows(String page, String service, ServiceDiscoveryBuilder builder) {
        try (ServiceDiscovery discovery = builder.build()) {
            await().atMost(SOON).untilAsserted(() -> Page.of(page).shows(discovery.explain(service)));
        }
    }
}
