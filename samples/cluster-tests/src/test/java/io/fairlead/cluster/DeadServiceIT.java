package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proof 9: every pod answers every call with a failure, and retries do not make that worse. */
@Tag("cluster")
final class DeadServiceIT {
    private static final long RATE = 200;
    private static final long SECOND = 1_000_000_000L;
    private static final long WINDOW = 10 * SECOND;
    private static final double MOST = 1.2;
    /** The later client has had some ten seconds then. */
    private static final Duration FIRST_CALLS = Duration.ofSeconds(3);

    /** What all pods together have counted at one time. */
    private record Sample(long nanos, long http, long grpc) {
        static Sample of(Orders orders, long nanos) {
            return orders.served().values().stream()
                    .map(served -> new Sample(nanos, served.http(), served.grpc()))
                    .reduce(new Sample(nanos, 0, 0), (a, b) -> new Sample(nanos, a.http + b.http, a.grpc + b.grpc));
        }

        long of(String protocol) {
            return protocol.equals("http") ? http : grpc;
        }
    }

    @Test
    void aDeadServiceNeverReceivesMoreThanAFifthMoreThanItIsOffered() {
        try (Orders orders = Orders.deploy("dead", 4)) {
            orders.fail();
            Clients clients = Clients.start(orders, Duration.ofSeconds(40)).awaitLoad();
            Lab.letPass(FIRST_CALLS);
            List<Sample> samples = new ArrayList<>();
            long start = System.nanoTime();
            for (int second = 0; second <= 13; second++) {
                samples.add(Sample.of(orders, System.nanoTime() - start));
                Lab.letPass(Duration.ofSeconds(1));
            }
            for (Clients.Report report : clients.reports("9, all pods failing")) {
                double worst = worst(samples, report.protocol());
                System.out.printf(
                        "proof 9, all pods failing · %s: at most %.3f times the load%n", report.protocol(), worst);
                assertThat(report.calls().failed()).isEqualTo(report.calls().requests());
                assertThat(worst).as("times the load over 10 s, %s", report).isBetween(1.0, MOST);
            }
        }
    }

    /** The most that the pods received in some ten seconds, as a multiple of what the calls alone are. */
    private static double worst(List<Sample> samples, String protocol) {
        double worst = 0;
        for (Sample from : samples) {
            for (Sample to : samples) {
                long nanos = to.nanos() - from.nanos();
                if (nanos >= WINDOW) {
                    double offered = RATE * (double) nanos / SECOND;
                    worst = Math.max(worst, (to.of(protocol) - from.of(protocol)) / offered);
                }
            }
        }
        return worst;
    }
}
