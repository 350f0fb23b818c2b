package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.SideBySide.Load;
import io.fairlead.cluster.SideBySide.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One short round of the comparison: that no call of ours fails is held here; latencies beside the others' are told only, since a
 * round tells little of them ({@code samples/benchmarks/lab} holds them by three).
 */
@Tag("cluster")
final class SideBySideIT {
    private static final Load LOAD = new Load("side", Duration.ofMinutes(4), List.of());
    private static final int RATE = 200;

    @Test
    void besideOthersNoCallOfOursFailsWhateverBecomesOfPods() {
        try (Orders orders = Orders.deploy("side", SideBySide.REPLICAS)) {
            SideBySide round = SideBySide.start(orders, LOAD, List.of(Contender.values()));
            Lab.letPass(Duration.ofSeconds(3));
            round.quiet(Duration.ofSeconds(8));
            round.slowPod(Duration.ofSeconds(10));
            round.rollingRestart(Duration.ofSeconds(1));
            round.kills(Duration.ofSeconds(8), Duration.ofSeconds(1));
            SideBySide.Outcome outcome = round.end();
            Tables.figures("side-by-side", outcome.figures());
            for (Contender contender : Contender.ours()) {
                CallReport report = outcome.reports().get(contender);
                assertThat(report.failed())
                        .as("failed of %s: %s", contender, report)
                        .isZero();
                assertThat(report.failedOpen())
                        .as("failed open of %s: %s", contender, report)
                        .isZero();
                for (Scenario scenario : outcome.scenarios()) {
                    long due = Duration.between(scenario.from(), scenario.to()).toMillis() * RATE / 1000;
                    assertThat(outcome.figures(scenario, contender).calls())
                            .as("calls of %s in %s", contender, scenario)
                            .isBetween(due * 98 / 100, due * 102 / 100);
                }
            }
        }
    }
}
