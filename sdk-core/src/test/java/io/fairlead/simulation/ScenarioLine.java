package io.fairlead.simulation;

import java.util.List;

/**
 * What a line of a scenario file asks for.
 *
 * @param windows for which times to tell each server's share
 */
record ScenarioLine(Scenario scenario, Policy policy, List<Long> seeds, List<Window> windows) {
    /** A part of the time, in nanoseconds since the start and in multiples of {@link Run#BIN_NANOS}. */
    record Window(long fromNanos, long toNanos) {}

    ScenarioLine {
        seeds = List.copyOf(seeds);
        windows = List.copyOf(windows);
    }

    Summary run() {
        return Summary.of(scenario, policy, seeds);
    }
}
