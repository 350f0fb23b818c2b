package io.fairlead.simulation;

import java.util.List;
import java.util.Map;

/** A scenario for each theme. */
record Suite(String name, List<Long> seeds, Map<Theme, Case> cases) {
    Suite {
        seeds = List.copyOf(seeds);
        cases = Map.copyOf(cases);
    }

    @Override
    public String toString() {
        return name;
    }
}
