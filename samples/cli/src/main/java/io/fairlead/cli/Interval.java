package io.fairlead.cli;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** What was counted in one second: the line that tells who gets what. Not safe for use by several threads at a time. */
final class Interval {
    private static final int MOST_ENDPOINTS = 12;

    private final Histogram micros = Latencies.newHistogram();
    private final Map<String, Long> attempts = new TreeMap<>();
    private long calls;
    private long failed;
    private long retried;

    void ended(List<CallRecord.Attempt> made, Duration latency, boolean isFailure) {
        calls++;
        failed += isFailure ? 1 : 0;
        retried += made.size() > 1 ? 1 : 0;
        made.forEach(attempt -> attempts.merge(attempt.endpoint(), 1L, Long::sum));
        Latencies.record(micros, latency);
    }

    void notStarted() {
        calls++;
        failed++;
    }

    boolean isEmpty() {
        return calls == 0;
    }

    /** {@code 12 s  200 calls, 0 failed, 1 retried, p50 1.2 ms, p99 8.0 ms | 10.244.1.1:8080 17% | …}. */
    String line(long second) {
        long all = attempts.values().stream().mapToLong(Long::longValue).sum();
        String shares = attempts.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .limit(MOST_ENDPOINTS)
                .map(each -> "%s %.0f%%".formatted(each.getKey(), 100.0 * each.getValue() / all))
                .collect(Collectors.joining(" | "));
        String more = attempts.size() > MOST_ENDPOINTS ? " | and " + (attempts.size() - MOST_ENDPOINTS) + " more" : "";
        Latencies latencies = Latencies.of(micros);
        return "%4d s  %d calls, %d failed, %d retried, p50 %.1f ms, p99 %.1f ms | %s%s"
                .formatted(second, calls, failed, retried, latencies.p50(), latencies.p99(), shares, more);
    }
}
