package io.fairlead.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The goals G9 to G13 of the default policy, measured on a suite: ratios of medians, times, shares. */
final class Goals {
    private static final String ADAPTIVE = "adaptive";
    private static final String ORACLE = "oracle";
    private static final double STEP_SECONDS = 0.1;

    private final List<Goal> goals = new ArrayList<>();
    private final Results results;

    private Goals(Results results) {
        this.results = results;
    }

    static List<Goal> of(Results results) {
        Goals goals = new Goals(results);
        goals.slowServer();
        goals.blackHole(Theme.BLACK_HOLE);
        goals.blackHole(Theme.BLACK_HOLE_MANY);
        goals.favours();
        goals.coldAndUnequal();
        goals.manyClients();
        goals.recovery(Theme.RECOVERY, 5);
        goals.recovery(Theme.PAUSE, 2);
        // Two ejections fit into the time of failing, so the second's is what may be left: twice 5 s and a fifth more.
        goals.recovery(Theme.AFTER_FAILING, 12 + 10);
        goals.add(
                "G13",
                Theme.IDLE,
                "share of the busiest server / even",
                goals.median(Theme.IDLE, results.of(Theme.IDLE)::peak),
                1.25);
        return List.copyOf(goals.goals);
    }

    private void slowServer() {
        quantile("G9", Theme.SLOW, 0.99, ORACLE, 1.15);
        quantile("G9", Theme.SLOW, 0.999, ORACLE, 1.25);
        add("G9", Theme.SLOW, "failed %", 100 * median(Theme.SLOW, Run::failedShare), 0.01);
    }

    private void blackHole(Theme theme) {
        Case it = results.of(theme);
        // Round robin sends the server that fails exactly the even share.
        add("G10", theme, "failed / round robin's", median(theme, Run::failedShare) / it.evenShare(), 1 / 25.0);
        add("G10", theme, "seconds to half the even share", median(theme, run -> leftAfter(it, run)), 1);
    }

    private void favours() {
        Theme theme = Theme.BLACK_HOLE;
        for (String policy : List.of(ADAPTIVE, "leastRequest", "roundRobinEjecting")) {
            add(
                    "G10",
                    theme,
                    policy + "'s calls to the failing server / round robin's",
                    share(policy) / share("roundRobin"),
                    1);
        }
    }

    private void coldAndUnequal() {
        quantile("G11", Theme.ROLLING, 0.999, ORACLE, 1.15);
        add("G11", Theme.ROLLING, "failed %", 100 * median(Theme.ROLLING, Run::failedShare), 0);
        quantile("G11", Theme.UNEQUAL, 0.99, "peakEwma", 1);
        quantile("G11", Theme.UNEQUAL, 0.999, "peakEwma", 1);
    }

    private void manyClients() {
        quantile("G12", Theme.MANY, 0.99, "roundRobin", 0.95);
        quantile("G12", Theme.ANTAGONISTS, 0.99, "leastRequest", 0.5);
        quantile("G12", Theme.ANTAGONISTS, 0.99, "shortestQueue", 2);
    }

    private void recovery(Theme theme, double seconds) {
        Case it = results.of(theme);
        add(
                "G13",
                theme,
                "seconds until half the even share is back",
                median(theme, run -> backAfter(it, run)),
                seconds);
        double from = it.overSeconds() + 20;
        double missing = 1 - median(theme, run -> it.share(run, from, it.endSeconds())) / it.evenShare();
        add("G13", theme, "missing of the even share 20 s later", missing, 0.2);
    }

    private void quantile(String id, Theme theme, double quantile, String reference, double most) {
        double measured = results.of(theme, ADAPTIVE).millis(quantile)
                / results.of(theme, reference).millis(quantile);
        add(id, theme, "p" + 100 * quantile + " / " + reference + "'s", measured, most);
    }

    private double share(String policy) {
        Case it = results.of(Theme.BLACK_HOLE);
        return results.of(Theme.BLACK_HOLE, policy).median(run -> it.share(run, it.onsetSeconds(), it.endSeconds()));
    }

    private double median(Theme theme, ToDoubleFunction<Run> value) {
        return results.of(theme, ADAPTIVE).median(value);
    }

    private void add(String id, Theme theme, String what, double measured, double most) {
        goals.add(new Goal(id + " " + theme.file(), what, measured, most));
    }

    /** How long after it began to fail a server had no more than half its share, over half a second. */
    private static double leftAfter(Case it, Run run) {
        for (int step = 0; ; step++) {
            double from = it.onsetSeconds() + step * STEP_SECONDS;
            if (from >= it.endSeconds()) {
                return Double.POSITIVE_INFINITY;
            }
            if (it.share(run, from, from + 0.5) <= it.evenShare() / 2) {
                return step * STEP_SECONDS;
            }
        }
    }

    /** How long after it was well a server had at least half its share, over a second. */
    private static double backAfter(Case it, Run run) {
        for (int step = 0; ; step++) {
            double from = it.overSeconds() + step * STEP_SECONDS;
            if (from >= it.endSeconds()) {
                return Double.POSITIVE_INFINITY;
            }
            if (it.share(run, from, from + 1) >= it.evenShare() / 2) {
                return step * STEP_SECONDS;
            }
        }
    }
}
