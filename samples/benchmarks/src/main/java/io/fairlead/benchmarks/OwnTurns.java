package io.fairlead.benchmarks;

import io.fairlead.time.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** Runs tasks when the benchmark says so, in its thread; delayed ones never, since no benchmark lasts so long. */
final class OwnTurns implements Scheduler {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    /** Runs what is there, and what that adds. */
    void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return () -> {};
    }

    @Override
    public void close() {
        tasks.clear();
    }
}
