package io.fairlead.simulation;

import java.util.random.RandomGenerator;

/** What makes the clients of a run: one policy, shipped or for reference. */
interface Policy {
    /** As in scenario files and tables. */
    String name();

    Caller newCaller(VirtualTime time, Fleet fleet, RandomGenerator random);
}
