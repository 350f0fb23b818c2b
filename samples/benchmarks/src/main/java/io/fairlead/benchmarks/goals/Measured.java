package io.fairlead.benchmarks.goals;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/**
 * One benchmark with its parameters: the median over its forks, since one fork may have been compiled unluckily.
 *
 * @param median of the forks' means
 * @param halfRange half of the distance between the fastest and the slowest fork
 * @param bytes allocated by each operation
 */
record Measured(double median, double halfRange, double bytes) {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    static Measured of(RunResult run) {
        return of(run.getBenchmarkResults());
    }

    static Measured of(Collection<BenchmarkResult> forks) {
        Measured times = of(forks.stream()
                .mapToDouble(fork -> fork.getPrimaryResult().getScore())
                .toArray());
        return new Measured(times.median(), times.halfRange(), bytes(forks));
    }

    static Measured of(double[] forks) {
        double[] sorted = Arrays.stream(forks).sorted().toArray();
        return new Measured(median(sorted), (sorted[sorted.length - 1] - sorted[0]) / 2, 0);
    }

    // Rounded: what a profiler's own thread allocates is spread over all operations.
    private static double bytes(Collection<BenchmarkResult> forks) {
        double[] each = forks.stream().mapToDouble(Measured::bytesOf).sorted().toArray();
        return Math.rint(median(each));
    }

    private static double bytesOf(BenchmarkResult fork) {
        return Objects.requireNonNull(fork.getSecondaryResults().get(ALLOCATED), ALLOCATED)
                .getScore();
    }

    private static double median(double[] sorted) {
        double upper = sorted[sorted.length / 2];
        return (upper + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
