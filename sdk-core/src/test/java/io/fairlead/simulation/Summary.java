package io.fairlead.simulation;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/** The runs of one policy through one scenario, by seed: what is told of them are medians. */
record Summary(List<Run> runs) {
    Summary {
        runs = List.copyOf(runs);
    }

    /** Runs all seeds, side by side. */
    static Summary of(Scenario scenario, Policy policy, List<Long> seeds) {
        return new Summary(LongStream.range(0, seeds.size())
                .parallel()
                .mapToObj(i -> Simulation.run(scenario, policy, seeds.get((int) i)))
                .toList());
    }

    /** The median over the runs, the lower of two. */
    double median(ToDoubleFunction<Run> value) {
        return runs.stream()
                .mapToDouble(value)
                .sorted()
                .skip((runs.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
    }

    double millis(double quantile) {
        return median(run -> run.millis(quantile));
    }

    double failedShare() {
        return median(Run::failedShare);
    }

    double share(int server, long fromNanos, long toNanos) {
        return median(run -> run.share(server, fromNanos, toNanos));
    }
}
