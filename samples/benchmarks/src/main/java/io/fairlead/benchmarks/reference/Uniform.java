package io.fairlead.benchmarks.reference;

import io.fairlead.benchmarks.Cycle;
import java.util.concurrent.ThreadLocalRandom;

/** Any place, by the thread's own randomness: the least that a choice can cost. */
public final class Uniform implements Cycle {
    private final int[] ports;

    /** Of that many endpoints. */
    public Uniform(int size) {
        ports = new int[size];
    }

    @Override
    public int run() {
        return ports[ThreadLocalRandom.current().nextInt(ports.length)];
    }
}
