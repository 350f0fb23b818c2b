package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proof 1. */
@Tag("cluster")
final class RollingRestartIT {
    @Test
    void noCallFailsAcrossARollingRestart() {
        try (Orders orders = Orders.deploy("restart", 6)) {
            Clients clients = Clients.start(orders, Duration.ofSeconds(60)).awaitLoad();
            orders.rollingRestart();
            for (Clients.Report report : clients.reports("1, rolling restart")) {
                Expect.noneFailed(report, 12_000);
                assertThat(report.calls().endpoints()).hasSizeGreaterThanOrEqualTo(12);
            }
        }
    }
}
