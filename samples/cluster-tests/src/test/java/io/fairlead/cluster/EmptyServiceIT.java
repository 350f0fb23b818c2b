package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proof 4. */
@Tag("cluster")
final class EmptyServiceIT {
    private static final String PROOF = "4, scaled 6 to 0 to 3";

    @Test
    void anEmptyServiceIsAnErrorAtOnceAndHealsWithItsFirstEndpoint() {
        try (Orders orders = Orders.deploy("empty", 6);
                SliceWatch slices = SliceWatch.start(orders)) {
            Clients clients = Clients.start(orders, Duration.ofSeconds(50)).awaitLoad();
            orders.scale(0);
            await().atMost(Duration.ofSeconds(30)).until(() -> orders.json("get", "pods", "-l", "app=orders")
                    .path("items")
                    .isEmpty());
            Lab.letPass(Duration.ofSeconds(5));
            Instant refilled = Instant.now();
            orders.scale(3);
            orders.awaitRollout();
            List<Orders.Pod> fresh = orders.pods();
            Instant ready = slices.firstReadyAfter(refilled).orElseThrow();
            for (Clients.Report report : clients.reports(PROOF)) {
                assertThat(report.calls().errors().keySet())
                        .as("the empty state is told as that, and nobody waits for a timeout: %s", report)
                        .anyMatch(text -> text.contains("orders." + orders.namespace)
                                && text.contains("exists and has no endpoints"))
                        .noneMatch(text -> text.contains("timeout") || text.contains("DEADLINE"));
                assertThat(report.calls().max())
                        .as("longest call, milliseconds, of %s", report)
                        .isLessThan(2_000);
                // As many calls as the empty state lasted, at least: none waited for endpoints.
                assertThat(report.calls().failed()).as("failed of %s", report).isGreaterThan(5 * 200);
                firstUseWithin(Duration.ofSeconds(1), report, fresh, ready);
            }
        }
    }

    private static void firstUseWithin(Duration most, Clients.Report report, List<Orders.Pod> fresh, Instant ready) {
        Instant used = fresh.stream()
                .map(pod -> report.calls().firstUsed().get(pod.address() + ":" + report.port()))
                .filter(java.util.Objects::nonNull)
                .min(Instant::compareTo)
                .orElseThrow();
        Duration lag = Duration.between(ready, used);
        System.out.println(
                "proof " + PROOF + " · " + report.protocol() + ": first use after " + lag.toMillis() + " ms");
        assertThat(lag)
                .as("first use after the first ready address, %s", report)
                .isLessThanOrEqualTo(most);
    }
}
