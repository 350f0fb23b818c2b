package io.fairlead.simulation;

import io.fairlead.internal.Checks;

/**
 * A server as it is when healthy.
 *
 * @param slots calls it works on at once
 * @param speed work done by each slot in a nanosecond, whatever the others do
 * @param present whether it is there from the start, rather than joining later
 */
record ServerSpec(int slots, double speed, boolean present) {
    ServerSpec {
        Checks.check(slots >= 1, "slots", slots, ">= 1");
        Checks.check(speed > 0, "speed", speed, "> 0");
    }

    double capacity() {
        return slots * speed;
    }
}
