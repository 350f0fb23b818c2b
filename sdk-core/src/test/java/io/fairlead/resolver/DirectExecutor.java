package io.fairlead.resolver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** The disk's thread: this one, unless it is stuck. */
final class DirectExecutor extends AbstractExecutorService {
    private final List<Runnable> waiting = new ArrayList<>();
    boolean stuck;
    int tasks;

    void goOn() {
        stuck = false;
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    @Override
    public void execute(Runnable task) {
        tasks++;
        if (stuck) {
            waiting.add(task);
        } else {
            task.run();
        }
    }

    @Override
    public void shutdown() {
        // Nothing is held.
    }

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return true;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
