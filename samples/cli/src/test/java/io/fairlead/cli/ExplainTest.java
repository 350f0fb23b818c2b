package io.fairlead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class ExplainTest {
    private Cluster cluster;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cluster = new Cluster(folder, Map.of("ORDERS_SERVICE_HOST", "10.0.0.7", "ORDERS_SERVICE_PORT", "8080"));
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void everyEndpointIsTold() throws IOException {
        cluster.orders(4001);
        cluster.notReady(4002);

        Cluster.Run run = cluster.run("explain", "orders.shop:http", "--json", cluster.json.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("orders.shop:http, from watch", "127.0.0.1:4001", "127.0.0.1:4002");
        JsonNode json = cluster.result();
        assertThat(json.propertyNames()).startsWith("service", "source", "reason", "ageMillis");
        assertThat(json.path("service").asString()).isEqualTo("orders.shop:http");
        assertThat(json.path("source").asString()).isEqualTo("watch");
        assertThat(json.path("reason").asString()).isNotEmpty();
        assertThat(json.path("ageMillis").asLong()).isBetween(0L, 60_000L);
        assertThat(json.path("endpoints"))
                .extracting(e -> e.path("address").asString())
                .containsExactlyInAnyOrder("127.0.0.1:4001", "127.0.0.1:4002");
        assertThat(json.path("endpoints"))
                .filteredOn(e -> e.path("eligible").asBoolean())
                .extracting(
                        e -> e.path("address").asString(), e -> e.path("reason").asString())
                .containsExactly(tuple("127.0.0.1:4001", "ready"));
    }

    @Test
    void severalServicesAreAList() throws IOException {
        cluster.orders(4001);
        cluster.api.apply(ServiceManifest.named("carts").namespace("shop").port("http", 80));

        Cluster.Run run = cluster.run("explain", "orders.shop:http", "carts.shop", "--json", cluster.json.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(cluster.result())
                .extracting(e -> e.path("service").asString())
                .containsExactly("orders.shop:http", "carts.shop");
    }

    @Test
    void thePolicySaysWhatIsInForce() throws IOException {
        cluster.api.apply(ServiceManifest.named("orders")
                .namespace("shop")
                .port("http", 80)
                .clusterIp("10.96.0.7")
                .annotation("fairlead.io/weights", "zone/zone-a=3")
                .with(json -> json.withObject("spec").put("sessionAffinity", "ClientIP")));
        cluster.endpoint(4001, "zone-a");

        String weighted = cluster.run(
                        "explain", "orders.shop:80", "--policy", "weighted", "--json", cluster.json.toString())
                .out();

        assertThat(weighted).contains("127.0.0.1:4001 in zone-a: ready, weight 3 (annotation)\n");
        assertThat(cluster.result().path("endpoints").path(0).path("weight").asString())
                .isEqualTo("weight 3 (annotation)");
        assertThat(cluster.result().path("sessionAffinitySeconds").asLong()).isEqualTo(10_800);
        assertThat(cluster.run("explain", "orders.shop:80").out())
                .contains("weight 3 (annotation; the policy tells of none)");
    }

    @Test
    void ipv6IsInBrackets() throws IOException {
        cluster.api.apply(
                ServiceManifest.named("orders").namespace("shop").port("http", 80),
                SliceManifest.of("orders", "six")
                        .namespace("shop")
                        .addressType("IPv6")
                        .port("http", 8080)
                        .ready("fd00::1"));

        cluster.run("explain", "orders.shop:80", "--json", cluster.json.toString());

        assertThat(cluster.result().path("endpoints").path(0).path("address").asString())
                .isEqualTo("[fd00::1]:8080");
    }

    @Test
    void whatIsNotThereEndsWithCode1AndTheText() throws IOException {
        Cluster.Run run = cluster.run("explain", "orders.shop:http", "--json", cluster.json.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Service orders does not exist in namespace shop");
        assertThat(cluster.result().path("source").asString()).isEqualTo("none");
    }

    @Test
    void anEmptyServiceIsExplained() {
        cluster.orders();

        Cluster.Run run = cluster.run("explain", "orders.shop:http");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("exists and has no endpoints");
    }

    @Test
    void theNamespaceOptionCompletesTheName() {
        cluster.orders(4001);

        assertThat(cluster.run("explain", "orders:http", "--namespace", "shop").out())
                .contains("127.0.0.1:4001");
        assertThat(cluster.run("explain", "orders:http").code()).isEqualTo(1);
    }

    @Test
    void theSourceOptionTakesExactlyThatOne() {
        cluster.orders(4001);

        assertThat(cluster.run("explain", "orders.shop:8080", "--source", "env").out())
                .contains("from environment", "10.0.0.7:8080");
        assertThat(cluster.run("explain", "orders.shop:http", "--source", "watch")
                        .out())
                .contains("from watch", "127.0.0.1:4001");
    }
}
