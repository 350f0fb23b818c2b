package io.fairlead.okhttp;

import io.fairlead.time.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A real scheduler, but for tasks with one certain delay, which run when a test says so, in its own thread. */
final class HeldTimers implements Scheduler {
    private final Scheduler real = Scheduler.daemonThread("test");
    private final List<Runnable> held = new CopyOnWriteArrayList<>();
    private final Duration delay;

    HeldTimers(Duration delay) {
        this.delay = delay;
    }

    @Override
    public void execute(Runnable task) {
        real.execute(task);
    }

    @Override
    public Scheduled schedule(Duration after, Runnable task) {
        if (!after.equals(delay)) {
            return real.schedule(after, task);
        }
        held.add(task);
        return () -> held.remove(task);
    }

    int held() {
        return held.size();
    }

    /** The time has come for those that are held now. */
    void fire() {
        List<Runnable> due = List.copyOf(held);
        held.removeAll(due);
        due.forEach(Runnable::run);
    }

    @Override
    public void close() {
        real.close();
    }
}
