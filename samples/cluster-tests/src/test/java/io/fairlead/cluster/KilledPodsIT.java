package io.fairlead.cluster;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proof 2. */
@Tag("cluster")
final class KilledPodsIT {
    @Test
    void noIdempotentCallFailsWhenPodsAreKilled() {
        try (Orders orders = Orders.deploy("kill", 6)) {
            Clients clients = Clients.start(orders, Duration.ofSeconds(60)).awaitLoad();
            List<Orders.Pod> pods = orders.pods();
            orders.kill(pods.get(0));
            Lab.letPass(Duration.ofSeconds(15));
            orders.kill(pods.get(1));
            clients.reports("2, two pods killed").forEach(report -> Expect.noneFailed(report, 12_000));
        }
    }
}
