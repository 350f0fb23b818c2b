package io.fairlead.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.SideBySide.Load;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The goals on a cluster, by several rounds of the comparison in which the clients are started in the one order and the other:
 * {@code samples/benchmarks/lab} runs it, and no build does.
 */
@Tag("cluster-goals")
final class LabGoalsIT {
    private static final int ROUNDS = Integer.getInteger("fairlead.rounds", 3);
    private static final Load USUAL = new Load("usual", Duration.ofMinutes(15), List.of());
    private static final Load SILENT =
            new Load("silent", Duration.ofMinutes(4), List.of("--attempt-timeout", "1s", "--timeout", "5s"));
    /** A pod whose packets vanish stays ready for so many probes, one a second. */
    private static final int PROBES = 60;

    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(60);
    private static final Duration SLOW = Duration.ofSeconds(20);
    private static final Duration REPLACED = Duration.ofSeconds(40);
    private static final Duration APART = Duration.ofSeconds(8);
    private static final Duration CUT = Duration.ofSeconds(30);
    private static final Duration AROUND_THE_CUT = Duration.ofSeconds(75);
    private static final Duration EMPTY = Duration.ofSeconds(5);
    private static final Duration DEAD = Duration.ofSeconds(25);
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final int RATE = 200;
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final Rounds rounds = new Rounds();
    private final List<Figures> figures = new ArrayList<>();

    @Test
    void theGoalsAreHeldBesideTheOthers() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Contender> order = new ArrayList<>(Arrays.asList(Contender.values()));
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            try (Orders orders = Orders.deploy("goals", SideBySide.REPLICAS, PROBES);
                    SliceWatch slices = SliceWatch.start(orders)) {
                usual(orders, slices, order);
                silent(orders, order);
            }
            Tables.figures("lab-figures", figures);
        }
        List<Goal> goals = goals();
        Tables.goals("lab-goals", goals);
        assertThat(goals)
                .allSatisfy(goal -> assertThat(goal.missed()).as("%s", goal).isEmpty());
    }

    private void usual(Orders orders, SliceWatch slices, List<Contender> order) {
        SideBySide run = SideBySide.start(orders, USUAL, order);
        Lab.letPass(WARM_UP);
        run.quiet(QUIET);
        run.slowPod(SLOW);
        Lab.letPass(SLOW);
        run.rollingRestart(REPLACED);
        run.kills(APART, REPLACED);
        SideBySide.Cut cut = run.cut(CUT, AROUND_THE_CUT);
        SideBySide.Refill refill = run.refill(EMPTY);
        SideBySide.Scenario dead = run.dead(DEAD);
        SideBySide.Outcome outcome = run.end();
        figures.addAll(outcome.figures());
        for (Contender each : Contender.values()) {
            CallLog log = outcome.logs().get(each);
            Lags lags = new Lags(slices, each, log);
            rounds.add("new pods used after, ms", each, lags.ofNewPods(cut));
            rounds.add("first success after, ms", each, lags.ofFirstSuccess(refill));
            rounds.add(
                    "all pods failing: attempts / calls over 10 s",
                    each,
                    log.mostAttempts(dead.from().plus(TEN), dead.to(), TEN) / (double) (RATE * TEN.toSeconds()));
            rounds.add("successes before a pod was ready", each, lags.successesBeforeReady(refill));
            CallReport report = outcome.reports().get(each);
            rounds.add(
                    "through the virtual IP", each, each == Contender.OKHTTP ? report.requests() : report.failedOpen());
        }
        for (Figures each : outcome.figures()) {
            rounds.add(each.scenario() + ": failed", each.contender(), each.failed());
            rounds.add(each.scenario() + ": p99, ms", each.contender(), each.p99());
            rounds.add(each.scenario() + ": busiest / mean", each.contender(), each.busiest());
            rounds.add(each.scenario() + ": least / mean", each.contender(), each.least());
        }
    }

    private void silent(Orders orders, List<Contender> order) {
        SideBySide run = SideBySide.start(orders, SILENT, order);
        Lab.letPass(SLOW);
        run.silentPod(SILENCE);
        SideBySide.Outcome outcome = run.end();
        figures.addAll(outcome.figures());
        for (Figures each : outcome.figures()) {
            rounds.add(each.scenario() + ": failed", each.contender(), each.failed());
            rounds.add(
                    each.scenario() + ": slower than 0.9 s, %",
                    each.contender(),
                    100.0 * each.slow() / (RATE * SILENCE.toSeconds()));
        }
    }

    private List<Goal> goals() {
        return List.of(
                rounds.worst("G15", "rolling restart: failed", 0),
                rounds.tail("G15", "rolling restart: p99, ms"),
                rounds.worst("G15", "two kills: failed", 0),
                rounds.tail("G15", "two kills: p99, ms"),
                rounds.worst("G15", "cut from the API: failed", 0),
                rounds.worst("G15", "new pods used after, ms", 5000),
                rounds.worst("G15", "through the virtual IP", 0),
                rounds.worst("G16", "first success after, ms", 1000),
                rounds.worst("G16", "successes before a pod was ready", 0),
                rounds.median("G16", "quiet: busiest / mean", "at most 1.3", (ours, value, all) -> value <= 1.3),
                rounds.median("G16", "quiet: least / mean", "at least 0.7", (ours, value, all) -> value >= 0.7),
                rounds.worst("G17", "one pod silent: failed", 0),
                rounds.worst("G17", "one pod silent: slower than 0.9 s, %", 0.5),
                rounds.worst("", "all pods failing: attempts / calls over 10 s", 1.2),
                rounds.worst("", "one pod slow: failed", 0),
                rounds.median(
                        "",
                        "one pod slow: p99, ms",
                        "at most the other's of the protocol",
                        (ours, value, all) -> value <= all.get(ours.rival())));
    }
}
