package io.fairlead.cluster;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The API server comes back with older resourceVersions. Apart from the other proofs, since kubelets go on with their watches of the
 * later state for minutes: on such a cluster pods are neither begun nor ended.
 */
@Tag("cluster-long")
final class RestoredClusterIT {
    @Test
    void aClusterThatIsRestoredToAnOlderStateIsFollowed() {
        try (Orders orders = Orders.deploy("restored", 2);
                LocalWatch watch = LocalWatch.start(orders, "watch", LocalWatch.kubeconfigWithToken(orders))) {
            watch.awaitEndpoints(2);
            Lab.cluster("snapshot");
            orders.scale(4);
            watch.awaitEndpoints(4);

            Lab.cluster("restore");

            watch.awaitEndpoints(2);
            watch.assertNeverFailedOpen();
        }
    }
}
