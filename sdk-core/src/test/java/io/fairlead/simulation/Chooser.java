package io.fairlead.simulation;

import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.random.RandomGenerator;

/** Looks at all listed servers and takes the one with the least of something; one of them at random, if several have it. */
final class Chooser implements Caller {
    private final RandomGenerator random;
    private final Function<Attempt, IntToLongFunction> costs;
    private int[] listed;

    Chooser(Fleet fleet, RandomGenerator random, Function<Attempt, IntToLongFunction> costs) {
        this.random = random;
        this.costs = costs;
        this.listed = fleet.listed();
        fleet.onChange(() -> listed = fleet.listed());
    }

    @Override
    public int pick(Attempt attempt) {
        IntToLongFunction cost = costs.apply(attempt);
        int best = NOWHERE;
        long least = 0;
        int equal = 0;
        for (int number : listed) {
            long its = cost.applyAsLong(number);
            if (best == NOWHERE || its < least) {
                best = number;
                least = its;
                equal = 1;
            } else if (its == least && random.nextInt(++equal) == 0) {
                best = number;
            }
        }
        return best;
    }

    @Override
    public void ended(Attempt attempt, Ending ending) {
        // It sees the servers themselves.
    }
}
