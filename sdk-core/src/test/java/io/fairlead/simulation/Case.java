package io.fairlead.simulation;

import java.util.List;

/**
 * A scenario of a suite and where to look.
 *
 * @param about the scenario in words
 * @param onsetSeconds when it happens to server 0, and is over; what happens to none lasts all the time
 */
record Case(Theme theme, String about, Scenario scenario, double onsetSeconds, double overSeconds) {
    /** The server that things happen to. */
    static final int WATCHED = 0;

    double evenShare() {
        return 1.0 / scenario.servers().size();
    }

    double endSeconds() {
        return scenario.durationNanos() / 1e9;
    }

    double measureFromSeconds() {
        return scenario.measureFromNanos() / 1e9;
    }

    /** The share of the watched server between two times. */
    double share(Run run, double fromSeconds, double toSeconds) {
        return run.share(WATCHED, ScenarioBuilder.nanos(fromSeconds), ScenarioBuilder.nanos(toSeconds));
    }

    /** The share of the server with the most calls while measured, as a multiple of the even share. */
    double peak(Run run) {
        double most = 0;
        for (int server = 0; server < run.servers(); server++) {
            most = Math.max(most, run.share(server, scenario.measureFromNanos(), scenario.durationNanos()));
        }
        return most / evenShare();
    }

    /** Times between which the share of the watched server is told. */
    List<Double> marks() {
        if (onsetSeconds == 0 && overSeconds >= endSeconds()) {
            return List.of();
        }
        return overSeconds >= endSeconds()
                ? List.of(0.0, onsetSeconds, onsetSeconds + 1, endSeconds())
                : List.of(0.0, onsetSeconds, overSeconds, overSeconds + 5, overSeconds + 20, endSeconds());
    }
}
