package io.fairlead.cluster;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a client may do is taken from it and given back, and the API server is not what it was. */
@Tag("cluster")
final class SourceOrderIT {
    private boolean stopped;

    @AfterEach
    void mend() {
        if (stopped) {
            start();
        }
    }

    @Test
    void aPermissionThatIsTakenFailsOpenAndOneThatIsGivenBackIsFound() {
        try (Orders orders = Orders.deploy("rbac", 2);
                LocalWatch watch = LocalWatch.start(orders, "watch", LocalWatch.kubeconfigWithToken(orders))) {
            watch.awaitEndpoints(2);

            orders.kubectl("delete", "rolebinding", "fairlead");
            // An open watch is not asked again.
            restart();
            watch.awaitState(
                    state -> state.contains("called by its Service address") && state.contains("may not list"));

            orders.apply(Manifests.orders(orders.namespace, 2, 3));
            watch.awaitEndpoints(2);
            orders.scale(1);
            watch.awaitEndpoints(1);
        }
    }

    @Test
    void anAuthorityThatIsRotatedIsReadAgain() {
        try (Orders orders = Orders.deploy("authority", 2);
                LocalWatch watch = LocalWatch.start(orders, "watch", LocalWatch.kubeconfig())) {
            watch.awaitEndpoints(2);

            Lab.cluster("rotate-ca", "begin");
            Lab.cluster("rotate-ca", "end");
            orders.scale(1);

            watch.awaitEndpoints(1);
            watch.assertNeverFailedOpen();
        }
    }

    @Test
    void withoutApiServerAStartUsesTheLastGoodAnswerOrFailsOpen() {
        try (Orders orders = Orders.deploy("cold", 2)) {
            Path kubeconfig = LocalWatch.kubeconfigWithToken(orders);
            String folder = kubeconfig + ".answers";
            try (LocalWatch earlier = LocalWatch.start(orders, "earlier", kubeconfig, "--last-good", folder)) {
                earlier.awaitEndpoints(2);
            }
            stopped = true;
            Lab.cluster("stop", "apiserver");
            try (LocalWatch kept = LocalWatch.start(orders, "kept", kubeconfig, "--last-good", folder);
                    LocalWatch without = LocalWatch.start(orders, "without", kubeconfig)) {
                kept.awaitState(state -> state.contains(", from last-good, 2 of 2 endpoints used"));
                without.awaitState(state -> state.contains("called by its Service address"));

                start();
                kept.awaitEndpoints(2);
                without.awaitEndpoints(2);
                kept.assertNeverFailedOpen();
            }
        }
    }

    private void restart() {
        stopped = true;
        Lab.cluster("stop", "apiserver");
        start();
    }

    private void start() {
        Lab.cluster("start", "apiserver");
        stopped = false;
        // Their own back-off is not what is tested.
        Lab.cluster("restart", "controllers");
    }
}
