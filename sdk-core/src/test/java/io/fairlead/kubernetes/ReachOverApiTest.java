package io.fairlead.kubernetes;

import static io.fairlead.kubernetes.WatchFixture.REF;
import static io.fairlead.kubernetes.WatchFixture.SERVICE;
import static io.fairlead.kubernetes.WatchFixture.SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Resolution;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resolver.Resolver;
import io.fairlead.testkit.NodeManifest;
import io.fairlead.testkit.Resource;
import io.fairlead.testkit.Target;
import io.fairlead.testkit.Verb;
import io.fairlead.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is watched for each reach, over a real HTTP API. */
class ReachOverApiTest {
    private static final NodeManifest NODE = NodeManifest.named("node-1").internalIp("172.20.0.1");

    private WatchFixture fixture = new WatchFixture(options -> options.reach(Reach.NODE_PORTS));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void nodesAreWatchedOnceForAllServicesAndOnlyAsLongAsOneNeedsThem() {
        fixture.api.apply(Exposed.ofType("NodePort"), NODE);
        Resolver.Subscription http = fixture.resolver.subscribe(REF, fixture.heard::add);
        fixture.awaitAddresses("172.20.0.1");
        fixture.api.apply(Exposed.ofType("NodePort")
                .with(json -> json.withObject("metadata").put("name", "carts")));
        Resolver.Subscription other =
                fixture.resolver.subscribe(ServiceRef.parse("carts.shop:http"), fixture.heard::add);
        await().until(() -> fixture.api.openWatches() == 5);

        assertThat(fixture.api.openWatches(Resource.NODES)).isEqualTo(1);
        assertThat(http.reason())
                .isEqualTo(
                        "the Nodes and the Service orders.shop are watched; reached by node ports, as the options say");

        fixture.api.apply(
                NODE.internalIp("172.20.0.9"), NodeManifest.named("node-2").internalIp("172.20.0.2"));
        fixture.awaitAddresses("172.20.0.1", "172.20.0.2");
        http.close();
        other.close();
        await().until(() -> fixture.api.openWatches() == 0);
    }

    @Test
    void forbiddenNodesNameTheClusterRoleAndArriveOnceAllowed() {
        fixture.close();
        fixture = new WatchFixture(options -> options.reach(Reach.NODE_PORTS)
                .shortDelay(java.time.Duration.ofMillis(100))
                .longDelay(java.time.Duration.ofMillis(100)));
        fixture.api.apply(Exposed.ofType("NodePort"), NODE);
        fixture.api.faults().deny(Target.of(Resource.NODES));
        fixture.resolver.subscribe(REF, fixture.heard::add);

        assertThat(fixture.awaitFailure(Resolution.Failed.Kind.DENIED).message())
                .contains("may not list nodes")
                .contains("kind: ClusterRole\n")
                .contains("resources: [\"nodes\"]");

        fixture.api.faults().none();
        fixture.awaitAddresses("172.20.0.1");
    }

    @Test
    void slicesMayBeForbiddenWhereNobodyNeedsThem() {
        fixture.api.apply(Exposed.ofType("NodePort"), NODE);
        fixture.api.faults().deny(Target.of(Resource.ENDPOINT_SLICES));
        fixture.resolver.subscribe(REF, fixture.heard::add);

        fixture.awaitAddresses("172.20.0.1");
    }

    @Test
    void virtualIpsNeedNothingButTheService() {
        fixture.close();
        fixture = new WatchFixture(options -> options.reach(Reach.VIRTUAL_IP));
        fixture.api.apply(SERVICE, SLICE.ready("10.0.0.1"));
        Resolver.Subscription subscription = fixture.resolver.subscribe(REF, fixture.heard::add);
        fixture.awaitAddresses("10.96.0.7");
        await().until(() -> fixture.api.openWatches() == 1);

        assertThat(fixture.lists()).isZero();
        assertThat(subscription.reason())
                .isEqualTo("the Service orders.shop is watched; reached by its virtual IP, as the options say");
    }

    @Test
    void aKubeconfigLeadsFromOutsideSoNodePortsAreCalled(@TempDir Path folder) throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), fixture.api.kubeconfig());
        fixture.api.apply(Exposed.ofType("NodePort"), NODE, SLICE.ready("10.0.0.1"));
        KubernetesOptions options =
                KubernetesOptions.builder().kubeconfig(kubeconfig).build();
        try (KubernetesResolver found =
                KubernetesResolver.create(options, fixture.scheduler, Ticker.system(), new SplittableRandom(1))) {
            Resolver.Subscription subscription = found.subscribe(REF, fixture.heard::add);
            fixture.awaitAddresses("172.20.0.1");
            assertThat(subscription.reason()).contains("since a kubeconfig leads to the cluster from outside");

            fixture.api.apply(Exposed.ofType("ClusterIP"));
            fixture.awaitAddresses("10.0.0.1");
            await().until(() -> fixture.api.openWatches(Resource.NODES) == 0);
            assertThat(fixture.api.requests().count(Verb.LIST, Resource.NODES)).isEqualTo(1);
        }
    }
}
