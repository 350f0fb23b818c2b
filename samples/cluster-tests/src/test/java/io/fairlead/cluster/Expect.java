package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.Clients.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What several proofs expect of a client's report. */
final class Expect {
    private Expect() {}

    /** All calls were made, a few at the end aside, none failed and none left for the Service's name. */
    static void noneFailed(Report report, long requests) {
        assertThat(report.calls().failed()).as("failed of %s", report).isZero();
        assertThat(report.calls().failedOpen()).as("failed open of %s", report).isZero();
        assertThat(report.calls().requests())
                .as("requests of %s", report)
                .isBetween(requests * 99 / 100, requests * 101 / 100);
    }

    /** Each pod was used at most {@code most} after the later of {@code since} and its being ready; prints how long that took. */
    static void usedSoon(
            String proof, Report report, List<Orders.Pod> pods, SliceWatch slices, Instant since, Duration most) {
        for (Orders.Pod pod : pods) {
            Instant ready = slices.firstReady(pod.address());
            Instant due = ready.isAfter(since) ? ready : since;
            Instant used = report.calls().firstUsed().get(pod.address() + ":" + report.port());
            assertThat(used).as("first use of %s by %s", pod, report).isNotNull();
            Duration lag = Duration.between(due, used);
            System.out.println("proof " + proof + " · " + report.protocol() + ": " + pod.address() + " in use after "
                    + lag.toMillis() + " ms");
            assertThat(lag).as("lag of %s for %s", pod, report).isLessThanOrEqualTo(most);
        }
    }
}
