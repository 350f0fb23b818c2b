package io.fairlead.benchmarks.watch;

import java.util.function.Consumer;

/** Follows the Service's slices until it is closed. */
interface Follower extends AutoCloseable {
    /**
     * Begins, and returns once all endpoints are known.
     *
     * @param marker told the address of the first endpoint of the first slice whenever it is another one
     */
    void follow(int endpoints, Consumer<String> marker) throws InterruptedException;

    @Override
    void close();
}
