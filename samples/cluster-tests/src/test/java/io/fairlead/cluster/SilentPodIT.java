package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proof 8: packets to and from one pod vanish, while its slice goes on calling it ready. */
@Tag("cluster")
final class SilentPodIT {
    private static final Duration SILENCE = Duration.ofSeconds(20);
    /** 200 a second. */
    private static final long CALLS_OF_THAT_TIME = 200 * SILENCE.toSeconds();

    @Test
    void aPodThatFallsSilentFailsNoCallAndSlowsFew() {
        try (Orders orders = Orders.deploy("silent", 6, 60)) {
            Clients clients = Clients.start(
                            orders, Duration.ofSeconds(55), "--attempt-timeout", "1s", "--timeout", "5s")
                    .awaitLoad();
            try {
                Lab.cluster("blackhole", orders.pods().get(0).address());
                Lab.letPass(SILENCE);
            } finally {
                Lab.cluster("blackhole", "off");
            }
            for (Clients.Report report : clients.reports("8, one pod silent")) {
                System.out.println("proof 8, one pod silent · " + report.protocol() + ": "
                        + report.calls().slow() + " of " + CALLS_OF_THAT_TIME + " calls took more than 0.9 s");
                Expect.noneFailed(report, 11_000);
                assertThat(report.calls().slow())
                        .as("calls of more than 0.9 s of %s", report)
                        .isLessThanOrEqualTo(CALLS_OF_THAT_TIME / 200);
            }
        }
    }
}
