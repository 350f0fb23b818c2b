package io.fairlead.benchmarks.reference;

import io.fairlead.benchmarks.Cycle;
import java.util.concurrent.atomic.AtomicInteger;

/** Each in turn, by a counter that all threads write: what most libraries do. */
public final class SharedCounter implements Cycle {
    private final int[] ports;
    private final AtomicInteger turn = new AtomicInteger();

    /** Of that many endpoints. */
    public SharedCounter(int size) {
        ports = new int[size];
    }

    @Override
    public int run() {
        return ports[Math.floorMod(turn.getAndIncrement(), ports.length)];
    }
}
