package io.fairlead.simulation;

import java.util.random.RandomGenerator;

/** A central dispatcher: knows how many calls each server has, those on the wire included, and nothing else. */
final class ShortestQueue implements Policy {
    @Override
    public String name() {
        return "shortestQueue";
    }

    @Override
    public Caller newCaller(VirtualTime time, Fleet fleet, RandomGenerator random) {
        return new Chooser(
                fleet, random, attempt -> number -> fleet.server(number).calls());
    }
}
