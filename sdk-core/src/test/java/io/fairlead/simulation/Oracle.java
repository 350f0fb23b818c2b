package io.fairlead.simulation;

import java.util.random.RandomGenerator;

/**
 * Knows every queue, every demand and the luck of every call, and sends each to where it is answered first. No client could; what a
 * policy is measured by. Of the future it knows nothing: neither calls to come nor events.
 */
final class Oracle implements Policy {
    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public Caller newCaller(VirtualTime time, Fleet fleet, RandomGenerator random) {
        return new Chooser(
                fleet, random, attempt -> number -> fleet.server(number).answerNanos(attempt, fleet.wireNanos()));
    }
}
