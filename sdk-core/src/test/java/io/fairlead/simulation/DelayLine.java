package io.fairlead.simulation;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * What comes out as it went in, a fixed time later: a wire, or a timeout.
 */
final class DelayLine<T> implements VirtualTime.Line {
    private record Passenger<T>(long dueNanos, T what) {}

    private final ArrayDeque<Passenger<T>> line = new ArrayDeque<>();
    private final VirtualTime time;
    private final long delayNanos;
    private final Consumer<T> exit;

    DelayLine(VirtualTime time, long delayNanos, Consumer<T> exit) {
        this.time = time;
        this.delayNanos = delayNanos;
        this.exit = exit;
        time.follow(this);
    }

    void enter(T what) {
        line.add(new Passenger<>(time.now() + delayNanos, what));
    }

    @Override
    public long nextNanos() {
        Passenger<T> first = line.peek();
        return first == null ? VirtualTime.NEVER : first.dueNanos;
    }

    @Override
    public void run() {
        exit.accept(line.remove().what);
    }
}
