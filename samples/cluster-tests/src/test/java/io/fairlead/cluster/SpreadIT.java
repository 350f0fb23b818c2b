package io.fairlead.cluster;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proof 5, by what the pods themselves have counted. */
@Tag("cluster")
final class SpreadIT {
    private static final String PROOF = "5, spread over equal pods";

    @Test
    void equalPodsGetAboutEqualShares() {
        try (Orders orders = Orders.deploy("spread", 6)) {
            Clients clients = Clients.start(orders, Duration.ofSeconds(115)).awaitLoad();
            Lab.letPass(Duration.ofSeconds(30));
            Map<String, Orders.Served> before = orders.served();
            Lab.letPass(Duration.ofSeconds(60));
            Map<String, Orders.Served> after = orders.served();
            for (Clients.Report report : clients.reports(PROOF)) {
                Map<String, Long> shares = after.keySet().stream()
                        .collect(toMap(
                                pod -> pod,
                                pod -> after.get(pod).of(report.protocol())
                                        - before.get(pod).of(report.protocol())));
                double mean = shares.values().stream()
                        .mapToLong(Long::longValue)
                        .average()
                        .orElseThrow();
                System.out.printf(
                        "proof %s · %s: mean %.0f, pods %s%n", PROOF, report.protocol(), mean, shares.values());
                assertThat(shares).hasSize(6);
                assertThat(mean).as("60 s at 200/s over 6 pods").isBetween(1_900.0, 2_100.0);
                assertThat(shares.values())
                        .as("calls of each pod, mean %.0f, %s", mean, report)
                        .allSatisfy(share -> assertThat((double) share).isBetween(0.7 * mean, 1.3 * mean));
            }
        }
    }
}
