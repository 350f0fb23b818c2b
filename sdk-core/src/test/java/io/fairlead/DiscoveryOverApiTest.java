package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Resolution;
import io.fairlead.feedback.Outcome;
import io.fairlead.kubernetes.KubernetesOptions;
import io.fairlead.testkit.EmbeddedKubernetes;
import io.fairlead.testkit.EndpointManifest;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.ServiceManifest;
import io.fairlead.testkit.SliceManifest;
import io.fairlead.testkit.Target;
import io.fairlead.testkit.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of sdk-core over a real HTTP API: every error, each of which heals, and what a close leaves. */
class DiscoveryOverApiTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ServiceManifest SERVICE =
            ServiceManifest.named("orders").namespace("shop").port("http", 80).clusterIp("10.96.0.7");
    private static final SliceManifest SLICE =
            SliceManifest.of("orders", "orders-a").namespace("shop").port("http", 8080);

    private final EmbeddedKubernetes api = EmbeddedKubernetes.start();
    private KubernetesOptions kubernetes;
    private ServiceDiscovery discovery;

    @BeforeEach
    void configure(@TempDir Path folder) throws IOException {
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, api.kubeconfig("secret-token", "shop"));
        kubernetes = KubernetesOptions.builder()
                .kubeconfig(kubeconfig)
                .shortDelay(Duration.ofMillis(100))
                .longDelay(Duration.ofMillis(100))
                .build();
        discovery = builder().build();
    }

    // With time enough for a busy machine: none of these is about a late answer.
    private ServiceDiscoveryBuilder builder() {
        return ServiceDiscovery.builder().kubernetes(kubernetes).discoveryTimeout(SOON);
    }

    @AfterEach
    void end() {
        discovery.close();
        api.close();
    }

    @Test
    void aNameWithoutNamespaceIsOfTheKubeconfigsAndItsPortIsTheServices() throws InterruptedException {
        api.apply(SERVICE, SLICE.ready("10.0.0.1"));

        EndpointGroup group = discovery.group("orders:80");
        group.awaitReady(SOON);

        assertThat(group.service()).hasToString("orders.shop:80");
        assertThat(group.pick().endpoint().hostPort()).isEqualTo("10.0.0.1:8080");
    }

    @Test
    void allPortsOfAServiceShareItsTwoStreams() throws InterruptedException {
        api.apply(SERVICE, SLICE.ready("10.0.0.1"));

        discovery.group("orders.shop:80").awaitReady(SOON);
        discovery.group("orders.shop:http").awaitReady(SOON);
        discovery.group("orders.shop").awaitReady(SOON);

        await().atMost(SOON).until(() -> api.openWatches() == 2);
        assertThat(api.requests().count(Verb.WATCH)).isEqualTo(2);
    }

    @Test
    void anUnknownServiceIsAnErrorAtOnceUntilItIsThere() throws InterruptedException {
        EndpointGroup group = discovery.group("orders.shop:http");
        group.awaitKnown(SOON);
        assertThatExceptionOfType(ServiceNotFoundException.class)
                .isThrownBy(group::pick)
                .withMessageContaining("orders")
                .withMessageContaining("shop");

        api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        group.awaitReady(SOON);
    }

    @Test
    void anUnknownPortListsThoseThatAreThereUntilItIsThere() throws InterruptedException {
        api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        EndpointGroup group = discovery.group("orders.shop:grpc");
        group.awaitKnown(SOON);
        assertThatExceptionOfType(ServiceNotFoundException.class)
                .isThrownBy(group::pick)
                .matches(e -> e.reason() == Resolution.NotFound.Reason.PORT)
                .withMessageContaining("http")
                .withMessageContaining("80");

        api.apply(SERVICE.port("grpc", 50051), SLICE.port("grpc", 9090).ready("10.0.0.1"));
        group.awaitReady(SOON);
        assertThat(group.pick().endpoint().port()).isEqualTo(9090);
    }

    @Test
    void anAmbiguousPortIsAnErrorThatListsThemAll() throws InterruptedException {
        api.apply(SERVICE.port("grpc", 50051), SLICE.ready("10.0.0.1"));
        EndpointGroup group = discovery.group("orders.shop");
        group.awaitKnown(SOON);

        assertThatExceptionOfType(ServiceNotFoundException.class)
                .isThrownBy(group::pick)
                .matches(e -> e.reason() == Resolution.NotFound.Reason.AMBIGUOUS_PORT)
                .withMessageContaining("http")
                .withMessageContaining("grpc");
    }

    @Test
    void anEmptyServiceIsAnErrorUntilAPodIsReady() throws InterruptedException {
        api.apply(SERVICE, SLICE.endpoints());
        EndpointGroup group = discovery.group("orders.shop:http");
        group.awaitKnown(SOON);
        assertThatExceptionOfType(NoEndpointsException.class)
                .isThrownBy(group::pick)
                .matches(e -> e.reason() == NoEndpointsException.Reason.EMPTY);

        api.apply(SLICE.endpoints(EndpointManifest.at("10.0.0.1").unready()));
        await().atMost(SOON).untilAsserted(() -> assertThatExceptionOfType(NoEndpointsException.class)
                .isThrownBy(group::pick)
                .matches(e -> e.reason() == NoEndpointsException.Reason.NONE_READY)
                .withMessageContaining("10.0.0.1:8080 not ready"));

        api.apply(SLICE.ready("10.0.0.1"));
        group.awaitReady(SOON);
    }

    @Test
    void strictlyADeniedPermissionIsAnErrorWithTheRoleToCopyUntilItIsGiven() throws InterruptedException {
        api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        api.faults().deny(Target.of(Resource.ENDPOINT_SLICES));
        ServiceDiscovery strict = builder().strict(true).build();
        EndpointGroup group = strict.group("orders.shop:http");
        group.awaitKnown(SOON);

        assertThatExceptionOfType(SourceFailedException.class)
                .isThrownBy(group::pick)
                .matches(e -> e.kind() == Resolution.Failed.Kind.DENIED)
                .withMessageContaining("list endpointslices")
                .withMessageContaining("kind: Role")
                .withMessageContaining("namespace: shop")
                .withMessageNotContaining("secret-token");

        api.faults().none();
        group.awaitReady(SOON);
        strict.close();
    }

    @Test
    void otherwiseTheServiceIsThenCalledByItsNameAndByItsPodsOnceThatIsAllowed() throws InterruptedException {
        api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        api.faults().deny(Target.of(Resource.ENDPOINT_SLICES));
        EndpointGroup group = discovery.group("orders.shop:80");
        group.awaitReady(SOON);

        Pick opened = group.pick();
        assertThat(opened.failedOpen()).isTrue();
        assertThat(opened.endpoint().hostPort()).isEqualTo("orders.shop.svc:80");
        opened.complete(Outcome.IGNORED);
        assertThat(discovery.explain("orders.shop:80").reason())
                .contains("pods could not be discovered")
                .contains("list endpointslices");

        api.faults().none();
        await().atMost(SOON).until(() -> !group.state().failedOpen());
        assertThat(group.pick().endpoint().hostPort()).isEqualTo("10.0.0.1:8080");
    }

    @Test
    void anApiServerThatGoesAwayChangesNothingForCalls() throws InterruptedException {
        api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        EndpointGroup group = discovery.group("orders.shop:http");
        group.awaitReady(SOON);

        api.wire().refuse();
        api.wire().resetConnections();
        await().atMost(SOON).until(() -> group.state().resolution() instanceof Resolution.Failed);
        assertThat(group.pick().endpoint().hostPort()).isEqualTo("10.0.0.1:8080");
        assertThat(group.state().failedOpen()).isFalse();

        api.wire().listen();
        api.apply(SLICE.ready("10.0.0.2"));
        await().atMost(SOON).until(() -> group.pick().endpoint().hostPort().equals("10.0.0.2:8080"));
    }

    @Test
    void explainSaysOfEveryEndpointWhyItIsOrIsNotUsed() throws InterruptedException {
        api.apply(
                SERVICE,
                SLICE.endpoints(
                        EndpointManifest.at("10.0.0.1").pod("orders-1", "uid-1").zone("zone-a"),
                        EndpointManifest.at("10.0.0.2").pod("orders-2", "uid-2").unready(),
                        EndpointManifest.at("10.0.0.3").pod("orders-3", "uid-3").terminating()));
        discovery.group("orders.shop:http").awaitReady(SOON);

        Explanation explanation = discovery.explain("orders.shop:http");

        assertThat(explanation.source()).isEqualTo("watch");
        assertThat(explanation.toString())
                .startsWith("orders.shop:http, from watch, proven ")
                .contains("used     10.0.0.1:8080 orders-1 in zone-a: ready")
                .contains("not used 10.0.0.2:8080 orders-2: not ready")
                .contains("not used 10.0.0.3:8080 orders-3: terminating");
    }

    @Test
    void aCloseLeavesNoStreamAndNoThread() throws InterruptedException {
        api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        ServiceDiscovery closing = builder().build();
        closing.group("orders.shop:http").awaitReady(SOON);
        await().atMost(SOON).until(() -> api.openWatches() == 2);

        closing.close();
        closing.close();

        await().atMost(SOON).until(() -> api.openWatches() == 0);
        // The JDK 17 HTTP client has no close: its selector ends once the client is collected.
        await().atMost(SOON).untilAsserted(() -> {
            System.gc();
            assertThat(threadsSince(before)).isEmpty();
        });
    }

    // Those of the embedded API serve connections that come and go.
    private static Set<String> threadsSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("embedded-kubernetes") && !name.startsWith("awaitility"))
                .collect(Collectors.toSet());
    }
}
