package io.fairlead.benchmarks.reference;

import io.fairlead.benchmarks.Cycle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The one of two distinct random places that has fewer calls in flight, in plain arrays. */
public final class BestOfTwo implements Cycle {
    private final AtomicIntegerArray inFlight;

    /** Of that many endpoints, at least two. */
    public BestOfTwo(int size) {
        inFlight = new AtomicIntegerArray(size);
    }

    @Override
    public int run() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int size = inFlight.length();
        int one = random.nextInt(size);
        int other = (one + 1 + random.nextInt(size - 1)) % size;
        int best = inFlight.get(other) < inFlight.get(one) ? other : one;
        inFlight.getAndIncrement(best);
        inFlight.getAndDecrement(best);
        return best;
    }
}
