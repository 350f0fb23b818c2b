package io.fairlead.time;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Runs tasks now or later, one after another.
 *
 * <ul>
 *   <li>Tasks never run at the same time, and those due at the same instant run in the order of submission: whatever
 *       only tasks of one scheduler touch needs no lock.
 *   <li>A task that throws does not end the scheduler; the exception is logged.
 *   <li>After {@link #close()} nothing more starts; submissions are dropped without an error, since whatever they were
 *       to update is closed too.
 * </ul>
 */
public interface Scheduler extends Executor, AutoCloseable {
    /** Runs a task as soon as the earlier ones are done. Never blocks, never runs it in the calling thread. */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task after a delay.
     *
     * @param delay from now; zero or less means as soon as possible
     */
    Scheduled schedule(Duration delay, Runnable task);

    /** Drops what has not started and ends the thread, if there is one. Idempotent; does not wait. */
    @Override
    void close();

    /** A scheduler on one daemon thread of its own, started with the first task. */
    static Scheduler daemonThread(String name) {
        return new ThreadScheduler(name);
    }

    /** A task that has been scheduled. */
    @FunctionalInterface
    interface Scheduled {
        /** Keeps the task from starting, if it has not started. Idempotent. */
        void cancel();
    }
}
