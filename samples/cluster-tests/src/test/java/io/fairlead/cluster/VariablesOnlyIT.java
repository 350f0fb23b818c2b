package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proof 6. */
@Tag("cluster")
final class VariablesOnlyIT {
    @Test
    void aPodWithoutApiAndDnsFindsTheServiceByItsVariables() {
        try (Orders orders = Orders.deploy("variables", 6)) {
            String address = orders.json("get", "service", "orders")
                    .path("spec")
                    .path("clusterIP")
                    .asString();
            Clients clients = Clients.start(orders, Manifests::clientWithVariablesOnly, Duration.ofSeconds(30));
            for (Clients.Report report : clients.reports("6, variables only")) {
                Expect.noneFailed(report, 6_000);
                assertThat(report.calls().endpoints())
                        .containsOnlyKeys(address + (report.protocol().equals("http") ? ":80" : ":9000"));
            }
        }
    }
}
