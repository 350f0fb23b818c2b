package io.fairlead.cluster;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The API server comes back with older resourceVersions. */
@Tag("cluster")
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
            orders.scale(3);
            watch.awaitEndpoints(3);
            watch.assertNeverFailedOpen();
        }
    }
}
