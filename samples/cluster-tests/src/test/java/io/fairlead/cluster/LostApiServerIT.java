package io.fairlead.cluster;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proof 3: the client is left behind by the cluster, or the cluster has no API server. */
@Tag("cluster")
final class LostApiServerIT {
    private static final Duration LOST = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(5);

    private boolean partitioned;
    private boolean stopped;

    @AfterEach
    void mend() {
        if (partitioned) {
            Lab.cluster("partition", "off");
        }
        if (stopped) {
            Lab.cluster("start", "apiserver");
        }
    }

    @ParameterizedTest(name = "{0} of six")
    @ValueSource(ints = {2, 5})
    void noCallFailsWhilePodsAreReplacedBehindAPartitionAndNewOnesAreUsedSoonAfterIt(int replaced) {
        String proof = "3, partition, " + replaced + " of 6 pods replaced";
        try (Orders orders = Orders.deploy("partition", 6);
                SliceWatch slices = SliceWatch.start(orders)) {
            Clients clients = Clients.start(orders, Duration.ofSeconds(60)).awaitLoad();
            partition("on");
            Instant begin = Instant.now();
            List<Orders.Pod> fresh = orders.replace(replaced);
            Lab.cluster("compact");
            Lab.letPass(LOST.minus(Duration.between(begin, Instant.now())));
            Instant end = Instant.now();
            partition("off");
            for (Clients.Report report : clients.reports(proof)) {
                Expect.noneFailed(report, 12_000);
                Expect.usedSoon(proof, report, fresh, slices, end, SOON);
            }
        }
    }

    @Test
    void noCallFailsWhileTheApiServerIsStoppedAndAChangeAfterItIsUsedSoon() {
        String proof = "3, API server stopped";
        try (Orders orders = Orders.deploy("stop", 6);
                SliceWatch slices = SliceWatch.start(orders)) {
            Set<String> before = orders.pods().stream().map(Orders.Pod::name).collect(toSet());
            Clients clients = Clients.start(orders, Duration.ofSeconds(100)).awaitLoad();
            stopped = true;
            Lab.cluster("stop", "apiserver");
            Lab.letPass(LOST);
            Lab.cluster("start", "apiserver");
            stopped = false;
            // How long they would wait before they try again, up to a minute, is not the client's concern.
            Lab.cluster("restart", "controllers");
            Lab.cluster("restart", "scheduler");
            orders.scale(7);
            orders.awaitRollout();
            List<Orders.Pod> fresh = orders.pods().stream()
                    .filter(pod -> !before.contains(pod.name()))
                    .toList();
            for (Clients.Report report : clients.reports(proof)) {
                Expect.noneFailed(report, 20_000);
                Expect.usedSoon(proof, report, fresh, slices, Instant.MIN, SOON);
            }
        }
    }

    private void partition(String state) {
        Lab.cluster("partition", state);
        partitioned = state.equals("on");
    }
}
