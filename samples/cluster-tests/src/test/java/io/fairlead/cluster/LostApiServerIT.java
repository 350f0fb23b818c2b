package io.fairlead.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Proof 3: the client is left behind by the cluster, or the cluster has no API server. */
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

    @Test
    @Tag("cluster")
    void noCallFailsWhileTwoOfSixPodsAreReplacedBehindAPartition() {
        replaceBehindAPartition(2);
    }

    @Test
    @Tag("cluster")
    void noCallFailsWhileFiveOfSixPodsAreReplacedBehindAPartition() {
        replaceBehindAPartition(5);
    }

    private void replaceBehindAPartition(int replaced) {
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
    @Tag("cluster")
    void noCallFailsWhileTheApiServerIsStoppedAndAChangeAfterItIsUsedSoon() {
        String proof = "3, API server stopped";
        try (Orders orders = Orders.deploy("stop", 6);
                SliceWatch slices = SliceWatch.start(orders)) {
            // Kubelets wait up to a minute before they try the API server again: this pod needs them no more.
            Orders.Pod spare = orders.spare();
            Clients clients = Clients.start(orders, Duration.ofSeconds(75)).awaitLoad();
            stopped = true;
            Lab.cluster("stop", "apiserver");
            Lab.letPass(LOST);
            Lab.cluster("start", "apiserver");
            stopped = false;
            // Nor is the back-off of the others the client's concern: the controllers write the slice, and
            // kube-proxy, which took the API server off its virtual IP when that ended, may need half a minute to put
            // it back.
            Lab.cluster("restart", "controllers");
            Lab.cluster("restart", "proxy");
            Lab.awaitApiServer();
            orders.admit(spare);
            for (Clients.Report report : clients.reports(proof)) {
                Expect.noneFailed(report, 15_000);
                Expect.usedSoon(proof, report, List.of(spare), slices, Instant.MIN, SOON);
            }
        }
    }

    private void partition(String state) {
        Lab.cluster("partition", state);
        partitioned = state.equals("on");
    }
}
