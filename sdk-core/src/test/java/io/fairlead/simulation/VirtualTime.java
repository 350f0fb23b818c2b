package io.fairlead.simulation;

import io.fairlead.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The clock of a simulation and what is due. What happens at one instant happens in the order of submission within each line, and
 * line by line, so that a run is a function of its inputs.
 */
final class VirtualTime implements Ticker {
    static final long NEVER = Long.MAX_VALUE;

    // The ticker overflows five seconds into each run: whoever compares readings by size fails.
    private static final long ORIGIN = Long.MAX_VALUE - 5_000_000_000L;

    /** Things that happen one after another, known beforehand: cheaper than a task each. */
    interface Line {
        /** When the next one happens, in nanoseconds since the start, or {@link #NEVER}. */
        long nextNanos();

        /** Makes the next one happen. */
        void run();
    }

    /** A thing to happen once. */
    static final class Task implements Comparable<Task> {
        private final long dueNanos;
        private final long order;
        private final Runnable action;
        private boolean cancelled;

        private Task(long dueNanos, long order, Runnable action) {
            this.dueNanos = dueNanos;
            this.order = order;
            this.action = action;
        }

        void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Task other) {
            return dueNanos != other.dueNanos
                    ? Long.compare(dueNanos, other.dueNanos)
                    : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final List<Line> lines = new ArrayList<>();
    private long nowNanos;
    private long order;

    @Override
    public long nanos() {
        return ORIGIN + nowNanos;
    }

    /** Nanoseconds since the start of the run. */
    long now() {
        return nowNanos;
    }

    void follow(Line line) {
        lines.add(line);
    }

    Task at(long nanos, Runnable action) {
        Task task = new Task(Math.max(nanos, nowNanos), order++, action);
        tasks.add(task);
        return task;
    }

    Task after(long delayNanos, Runnable action) {
        return at(nowNanos + delayNanos, action);
    }

    /** Lets everything happen that is due until then, and what that makes due. */
    void runUntil(long endNanos) {
        while (step(endNanos)) {}
        nowNanos = endNanos;
    }

    private boolean step(long endNanos) {
        Task task = tasks.peek();
        long next = task == null ? NEVER : task.dueNanos;
        Line nextLine = null;
        for (int i = 0; i < lines.size(); i++) {
            long lineNext = lines.get(i).nextNanos();
            if (lineNext < next) {
                next = lineNext;
                nextLine = lines.get(i);
            }
        }
        if (next == NEVER || next > endNanos) {
            return false;
        }
        nowNanos = next;
        if (nextLine != null) {
            nextLine.run();
        } else if (!tasks.remove().cancelled) {
            task.action.run();
        }
        return true;
    }
}
