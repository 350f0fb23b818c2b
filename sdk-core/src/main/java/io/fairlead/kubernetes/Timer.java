package io.fairlead.kubernetes;

import io.fairlead.time.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** At most one task that waits for its time. Only touched by tasks of the scheduler. */
final class Timer {
    private final Scheduler scheduler;
    private Scheduler.@Nullable Scheduled waiting;

    Timer(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Runs a task after a delay, in place of the one that waits. */
    void start(Duration delay, Runnable task) {
        cancel();
        waiting = scheduler.schedule(delay, () -> {
            waiting = null;
            task.run();
        });
    }

    /** Whether a task waits. */
    boolean isRunning() {
        return waiting != null;
    }

    /** Drops the task that waits, if there is one. */
    void cancel() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
    }
}
