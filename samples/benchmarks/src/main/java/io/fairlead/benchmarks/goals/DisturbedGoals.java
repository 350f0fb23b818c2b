package io.fairlead.benchmarks.goals;

import io.fairlead.benchmarks.DisturbedPickBenchmark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** G14: what an update costs the picks beside it. */
record DisturbedGoals(Map<String, RunResult> runs) {
    private static final String QUIET = "0";
    private static final String DISTURBED = "100";

    static List<Row> measure(Measurements measurements) throws RunnerException {
        Map<String, RunResult> runs = new HashMap<>();
        for (RunResult run : measurements.all(DisturbedPickBenchmark.class)) {
            runs.put(run.getParams().getParam("updates"), run);
        }
        return new DisturbedGoals(runs).rows();
    }

    private List<Row> rows() {
        return List.of(row("p50", 50, Double.POSITIVE_INFINITY), row("p99.9", 99.9, 2));
    }

    private Row row(String name, double percentile, double most) {
        return Row.ratio(
                "G14",
                "pick in ns, " + name + " with " + DISTURBED + " updates a second / without",
                of(DISTURBED, percentile),
                of(QUIET, percentile),
                most);
    }

    private Measured of(String updates, double percentile) {
        RunResult run = Objects.requireNonNull(runs.get(updates), updates);
        return Measured.of(run.getBenchmarkResults().stream()
                .mapToDouble(fork -> fork.getPrimaryResult().getStatistics().getPercentile(percentile))
                .toArray());
    }
}
