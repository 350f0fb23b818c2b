package io.fairlead.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Latencies of calls in milliseconds, from the intended start.
 *
 * @param p50 half of the calls were at most so slow
 * @param p90 nine of ten
 * @param p99 99 of 100
 * @param p999 999 of 1000
 * @param max the slowest
 * @param slowerThan how many calls were slower than 100, 300, 900 and 3000 ms
 */
record Latencies(double p50, double p90, double p99, double p999, double max, Map<Integer, Long> slowerThan) {
    private static final List<Integer> BOUNDS = List.of(100, 300, 900, 3000);
    private static final double MICROS = 1000;
    private static final int DIGITS = 3;

    /** Of a histogram of microseconds; zeros if it is empty. */
    static Latencies of(Histogram micros) {
        return new Latencies(
                millis(micros.getValueAtPercentile(50)),
                millis(micros.getValueAtPercentile(90)),
                millis(micros.getValueAtPercentile(99)),
                millis(micros.getValueAtPercentile(99.9)),
                millis(micros.getMaxValue()),
                slower(micros));
    }

    private static Map<Integer, Long> slower(Histogram micros) {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        for (int bound : BOUNDS) {
            long above = bound * 1000L + 1;
            counts.put(bound, above > micros.getMaxValue() ? 0 : micros.getCountBetweenValues(above, Long.MAX_VALUE));
        }
        return counts;
    }

    /** An empty histogram that grows as needed. */
    static Histogram newHistogram() {
        return new Histogram(DIGITS);
    }

    static void record(Histogram micros, Duration latency) {
        micros.recordValue(Math.max(0, latency.toNanos() / 1000));
    }

    private static double millis(long micros) {
        return micros / MICROS;
    }

    @Override
    public String toString() {
        return "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms".formatted(p50, p90, p99, p999, max);
    }
}
