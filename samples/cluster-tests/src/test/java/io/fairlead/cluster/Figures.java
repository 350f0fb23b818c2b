package io.fairlead.cluster;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one client experienced while one thing happened. Latencies in milliseconds, from the intended start, of all calls.
 *
 * @param scenario what happened
 * @param contender the client
 * @param calls that were to start in that time
 * @param failed of them
 * @param retried of them
 * @param slow of them, those of more than 900 ms
 * @param busiest calls of the pod that had most, over the mean of all pods
 * @param least calls of the pod that had fewest, over the mean
 * @param pods calls of each, by what the client calls it
 */
record Figures(
        String scenario,
        Contender contender,
        long calls,
        long failed,
        long retried,
        double p50,
        double p90,
        double p99,
        double p999,
        double max,
        long slow,
        double busiest,
        double least,
        Map<String, Long> pods) {
    static final String HEADER = String.format(
            "%-16s %-18s %6s %6s %7s %7s %7s %7s %7s %7s %6s %8s %6s",
            "scenario",
            "client",
            "calls",
            "failed",
            "retried",
            "p50",
            "p90",
            "p99",
            "p99.9",
            "max",
            ">0.9 s",
            "busiest",
            "least");

    private static final double SLOW = 900;

    /**
     * Counts.
     *
     * @param pods that were there, by what the client calls them
     */
    static Figures of(String scenario, Contender contender, CallLog log, List<String> pods) {
        double[] millis =
                log.calls().stream().mapToDouble(CallLog.Call::millis).sorted().toArray();
        Map<String, Long> shares = log.calls().stream()
                .flatMap(call -> call.attempts().stream())
                .collect(groupingBy(CallLog.Attempt::endpoint, TreeMap::new, counting()));
        long[] ofPods =
                pods.stream().mapToLong(pod -> shares.getOrDefault(pod, 0L)).toArray();
        double mean = Arrays.stream(ofPods).average().orElse(Double.NaN);
        return new Figures(
                scenario,
                contender,
                millis.length,
                log.calls().stream().filter(call -> call.error().isPresent()).count(),
                log.calls().stream().filter(call -> call.attempts().size() > 1).count(),
                percentile(millis, 0.5),
                percentile(millis, 0.9),
                percentile(millis, 0.99),
                percentile(millis, 0.999),
                percentile(millis, 1),
                Arrays.stream(millis).filter(each -> each > SLOW).count(),
                Arrays.stream(ofPods).max().orElse(0) / mean,
                Arrays.stream(ofPods).min().orElse(0) / mean,
                shares);
    }

    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** As a line below {@link #HEADER}. */
    String line() {
        String line = String.format(
                Locale.ROOT,
                "%-16s %-18s %6d %6d %7d %7.1f %7.1f %7.1f %7.1f %7.1f %6d %8s %6s",
                scenario,
                contender,
                calls,
                failed,
                retried,
                p50,
                p90,
                p99,
                p999,
                max,
                slow,
                share(busiest),
                share(least));
        return line.stripTrailing();
    }

    private static String share(double share) {
        return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.2f", share);
    }
}
