package io.fairlead.simulation;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A scenario for each theme. */
record Suite(String name, List<Long> seeds, Map<Theme, Case> cases) {
    Suite {
        seeds = List.copyOf(seeds);
        cases = Map.copyOf(cases);
    }

    /** Of so many cases, each of another theme. */
    static Suite of(String name, List<Long> seeds, Case... cases) {
        return new Suite(name, seeds, Stream.of(cases).collect(Collectors.toMap(Case::theme, each -> each)));
    }

    @Override
    public String toString() {
        return name;
    }
}
