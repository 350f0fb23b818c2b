package io.fairlead.cluster;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pods are replaced again and again: what one rollout leaves behind would show in the next. */
@Tag("cluster-long")
final class SoakIT {
    private static final Duration RUN = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    @Test
    void noCallFailsInFiveMinutesOfRollingRestarts() {
        try (Orders orders = Orders.deploy("soak", 6)) {
            Clients clients = Clients.start(orders, RUN).awaitLoad();
            int rollouts = 0;
            for (Instant end = Instant.now().plus(RUN).minus(BETWEEN.multipliedBy(3));
                    Instant.now().isBefore(end);
                    rollouts++) {
                orders.rollingRestart();
                Lab.letPass(BETWEEN);
            }
            for (Clients.Report report : clients.reports("soak, " + rollouts + " rollouts")) {
                Expect.noneFailed(report, 200 * RUN.toSeconds());
            }
        }
    }
}
