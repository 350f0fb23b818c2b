package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.resolver.LastGoodConfig;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that starts while the API server is away, after one that had its answer. */
class LastGoodTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String ORDERS = "orders.shop:http";
    private static final SliceManifest SLICE =
            SliceManifest.of("orders", "orders-a").namespace("shop").port("http", 8080);

    @TempDir
    Path folder;

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private final List<GroupState> states = new CopyOnWriteArrayList<>();

    @BeforeEach
    void anEarlierProcessHasAnAnswer() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("kubeconfig"), api.kubeconfig("secret-token", "shop"));
        api.apply(ServiceManifest.named("orders").namespace("shop").port("http", 80), SLICE.ready("10.0.0.1"));
        try (ServiceDiscovery earlier = open()) {
            earlier.group(ORDERS).awaitReady(SOON);
        }
        api.wire().refuse();
        api.wire().resetConnections();
        states.clear();
    }

    @AfterEach
    void end() {
        api.close();
    }

    @Test
    void usesItsAnswerSaysSoAndGivesItUpForTheFirstLiveOne() throws InterruptedException {
        try (ServiceDiscovery discovery = open()) {
            EndpointGroup group = discovery.group(ORDERS);
            group.awaitReady(SOON);

            assertThat(group.pick().endpoint().hostPort()).isEqualTo("10.0.0.1:8080");
            assertThat(group.state().failedOpen()).isFalse();
            Explanation explanation = discovery.explain(ORDERS);
            assertThat(explanation.source()).isEqualTo("last-good");
            assertThat(explanation.age()).isBetween(Duration.ZERO, SOON);
            assertThat(explanation.reason())
                    .contains("the last good answer of an earlier process, proven at ")
                    .contains("the API server cannot be asked to list");
            await().atMost(SOON).until(() -> !states.isEmpty()); // a listener is told after the state can be seen
            assertThat(states.get(0).resolution())
                    .isInstanceOfSatisfying(Resolution.LastGood.class, lastGood -> assertThat(lastGood.provenAt())
                            .isBetween(Instant.now().minus(SOON), Instant.now()));

            api.apply(SLICE.ready("10.0.0.2"));
            api.wire().listen();

            await().atMost(SOON).until(() -> group.pick().endpoint().hostPort().equals("10.0.0.2:8080"));
            assertThat(discovery.explain(ORDERS).source()).isEqualTo("watch");
        }
    }

    @Test
    void aBrokenFileIsAsGoodAsNone() throws InterruptedException, IOException {
        Path file = folder.resolve("answers").resolve("orders.shop_http.last-good.json");
        Files.writeString(file, Files.readString(file).replace("10.0.0.1", "10.0.0.9"));

        try (ServiceDiscovery discovery = open()) {
            GroupState state = discovery.group(ORDERS).awaitKnown(SOON);

            assertThat(state.resolution()).isInstanceOf(Resolution.Failed.class);
        }
    }

    private ServiceDiscovery open() {
        KubernetesOptions kubernetes = KubernetesOptions.builder()
                .kubeconfig(folder.resolve("kubeconfig"))
                .shortDelay(Duration.ofMillis(100))
                .longDelay(Duration.ofMillis(100))
                .build();
        return ServiceDiscovery.builder()
                .kubernetes(kubernetes)
                .discoveryTimeout(SOON)
                .lastGood(LastGoodConfig.in(folder.resolve("answers")))
                .listener(new DiscoveryListener() {
                    @Override
                    public void stateChanged(ServiceRef service, GroupState state) {
                        states.add(state);
                    }
                })
                .build();
    }
}
