package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The service account that a token is bound to is deleted, and made again. The API server goes on with the watches that are open, and
 * answers 401 to all that is new, some ten seconds later, when it has forgotten that it knew the token.
 */
@Tag("cluster")
final class RevokedTokenIT {
    private static final String TOLD = "does not accept the credentials";
    private static final Duration REMEMBERED = Duration.ofSeconds(11);
    // Long enough for an API server that takes 20 s to be back.
    private static final Duration CALLS = Duration.ofSeconds(50);

    @Test
    void isToldWithTheNextRequestWhileCallsGoOnByDnsAndANewTokenIsFound() {
        try (Orders orders = Orders.deploy("revoked", 2);
                LocalWatch watch = LocalWatch.start(orders, "watch", LocalWatch.kubeconfigWithToken(orders))) {
            orders.apply(Manifests.headlessOrders());
            ClientRun client = ClientRun.start(
                    orders,
                    "client",
                    Manifests::client,
                    "kubernetes:///pods." + orders.namespace + ":grpc",
                    CALLS,
                    List.of());
            watch.awaitEndpoints(2);
            client.awaitLoad();

            orders.kubectl("delete", "serviceaccount", "client");
            Lab.letPass(REMEMBERED);
            orders.kill(orders.pods().get(0));
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> client.log().lines().anyMatch(line -> line.contains(TOLD)));
            // An open watch goes on telling the truth, and needs no token for it.
            orders.scale(3);
            watch.awaitEndpoints(3);
            Lab.cluster("restart", "apiserver");
            watch.awaitState(state -> state.contains(TOLD));

            orders.apply(Manifests.orders(orders.namespace, 3, 3));
            LocalWatch.kubeconfigWithToken(orders);
            watch.awaitEndpoints(3);

            CallReport report = client.report();
            System.out.println("proof revoked token · " + report);
            assertThat(report.failed()).isZero();
            assertThat(report.endpoints().keySet())
                    .containsAll(orders.pods().stream()
                            .map(pod -> pod.address() + ":9090")
                            .toList());
        }
    }
}
