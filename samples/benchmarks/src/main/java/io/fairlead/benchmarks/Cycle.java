package io.fairlead.benchmarks;

/** Chooses an endpoint and, where the policy counts, begins and ends the call. Runs in a benchmark's threads at the same time. */
public interface Cycle {
    /** One choice and its end; the answer depends on the choice, so that no compiler can leave it out. */
    int run();
}
