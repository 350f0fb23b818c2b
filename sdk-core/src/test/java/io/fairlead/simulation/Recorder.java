package io.fairlead.simulation;

import java.util.Arrays;

/** Writes down what becomes of the calls of a run. */
final class Recorder {
    private final Scenario scenario;
    private final int[][] attempts;
    private long[] latencies = new long[1 << 16];
    private int size;
    private long calls;
    private long failed;

    Recorder(Scenario scenario) {
        this.scenario = scenario;
        // Retries may follow the last call for as long as its timeout.
        long span = scenario.durationNanos() + scenario.timeoutNanos();
        int bins = (int) (span / Run.BIN_NANOS) + 1;
        this.attempts = new int[bins][scenario.servers().size()];
    }

    void attempted(Attempt attempt, long nowNanos) {
        attempts[(int) (nowNanos / Run.BIN_NANOS)][attempt.server]++;
    }

    void answered(Call call, long nowNanos) {
        if (measured(call)) {
            calls++;
            add(nowNanos - call.startNanos);
        }
    }

    /** A call that failed early is no latency; one that timed out has taken that long. */
    void failed(Call call, long nowNanos) {
        if (measured(call)) {
            calls++;
            failed++;
            if (nowNanos - call.startNanos >= scenario.timeoutNanos()) {
                add(scenario.timeoutNanos());
            }
        }
    }

    Run run() {
        long[] sorted = Arrays.copyOf(latencies, size);
        Arrays.sort(sorted);
        return new Run(sorted, calls, failed, attempts);
    }

    private boolean measured(Call call) {
        return call.startNanos >= scenario.measureFromNanos();
    }

    private void add(long nanos) {
        if (size == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * size);
        }
        latencies[size++] = nanos;
    }
}
