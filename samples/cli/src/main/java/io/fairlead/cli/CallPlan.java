package io.fairlead.cli;

import java.time.Duration;

/**
 * What load is to be made.
 *
 * @param rate calls a second
 * @param duration for how long calls are started
 * @param concurrency how many calls may run at a time
 * @param timeout the deadline of a call with all its attempts, from its start; and how long a call may wait for its start
 */
record CallPlan(double rate, Duration duration, int concurrency, Duration timeout) {
    private static final double NANOS = 1e9;

    /** How many calls that is; at least one. */
    long calls() {
        return Math.max(1, Math.round(rate * duration.toNanos() / NANOS));
    }

    /** When a call is to start, in nanoseconds after the first. */
    long startNanos(long call) {
        return (long) (call * NANOS / rate);
    }
}
