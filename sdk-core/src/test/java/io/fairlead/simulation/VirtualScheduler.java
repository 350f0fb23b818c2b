package io.fairlead.simulation;

import io.fairlead.time.Scheduler;
import java.time.Duration;

/** The scheduler of a discovery in virtual time. */
final class VirtualScheduler implements Scheduler {
    private final VirtualTime time;

    VirtualScheduler(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void execute(Runnable task) {
        time.after(0, task);
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        VirtualTime.Task scheduled = time.after(Math.max(0, delay.toNanos()), task);
        return scheduled::cancel;
    }

    @Override
    public void close() {
        // The run ends, and with it everything that is due later.
    }
}
