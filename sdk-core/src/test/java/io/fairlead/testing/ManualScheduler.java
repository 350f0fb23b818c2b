package io.fairlead.testing;

import io.fairlead.time.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Runs its tasks in the calling thread, when a test lets time pass. */
public final class ManualScheduler implements Scheduler {
    private record Task(long dueNanos, long order, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::order));
    private final FakeTicker ticker;
    private long nowNanos;
    private long order;

    /** A scheduler that moves this ticker along. */
    public ManualScheduler(FakeTicker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void execute(Runnable task) {
        schedule(Duration.ZERO, task);
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable action) {
        Task task = new Task(nowNanos + Math.max(0, delay.toNanos()), order++, action);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    @Override
    public void close() {
        tasks.clear();
    }

    /** Runs what is due now, and what that makes due. */
    public void runDue() {
        advance(Duration.ZERO);
    }

    /** Lets time pass, running each task at its time. */
    public void advance(Duration duration) {
        long end = nowNanos + duration.toNanos();
        while (!tasks.isEmpty() && tasks.peek().dueNanos() <= end) {
            Task task = tasks.remove();
            moveTo(task.dueNanos());
            task.action().run();
        }
        moveTo(end);
    }

    private void moveTo(long nanos) {
        ticker.advance(Duration.ofNanos(nanos - nowNanos));
        nowNanos = nanos;
    }
}
