package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.Clients.Report;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pods without access to the API, and headless Services. */
@Tag("cluster")
final class DnsOnlyIT {
    private static final Duration DURATION = Duration.ofSeconds(45);

    @Test
    void noCallFailsAcrossARollingRestart() {
        try (Orders orders = Orders.deploy("dns", 4)) {
            orders.apply(Manifests.headlessOrders());
            // By a number that is the pods' own, and by a name that DNS turns into one.
            String service = "pods." + orders.namespace;
            ClientRun okhttp = start(orders, "okhttp-client", "http://" + service + ":8080/");
            okhttp.awaitLoad();
            ClientRun grpc = start(orders, "grpc-client", "kubernetes:///" + service + ":grpc");
            Clients clients = new Clients(okhttp, grpc).awaitLoad();

            orders.rollingRestart();

            List<Report> reports = clients.reports("dns, rolling restart without API access");
            for (Report report : reports) {
                Expect.noneFailed(report, DURATION.toSeconds() * 200);
                assertThat(report.calls().endpoints())
                        .hasSizeGreaterThanOrEqualTo(8)
                        .allSatisfy((endpoint, calls) -> assertThat(endpoint).endsWith(":" + report.port()));
            }
        }
    }

    private static ClientRun start(Orders orders, String name, String target) {
        return ClientRun.start(orders, name, Manifests::clientWithoutApi, target, DURATION, List.of());
    }
}
