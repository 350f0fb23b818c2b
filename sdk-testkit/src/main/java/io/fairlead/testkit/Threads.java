package io.fairlead.testkit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/** The threads of one server: one for the port, one or two a connection, and one for the timeouts of watches. */
final class Threads {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @GuardedBy("this")
    private final List<Thread> started = new ArrayList<>();

    @GuardedBy("this")
    private int count;

    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;

    Threads() {
        workers = Executors.newCachedThreadPool(this::thread);
        timer = new ScheduledThreadPoolExecutor(1, this::thread, new DiscardPolicy());
    }

    ExecutorService workers() {
        return workers;
    }

    void after(Duration delay, Runnable action) {
        var unused = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Interrupts all and waits for their end, which the end of the pools' tasks is not. */
    void close() {
        workers.shutdownNow();
        timer.shutdownNow();
        try {
            for (Thread thread : started()) {
                thread.join(PATIENCE.toMillis());
                if (thread.isAlive()) {
                    throw new IllegalStateException(thread + " still runs " + PATIENCE + " after close");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Thread> started() {
        return List.copyOf(started);
    }

    private synchronized Thread thread(Runnable task) {
        started.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = new Thread(task, "embedded-kubernetes-" + ++count);
        thread.setDaemon(true);
        started.add(thread);
        return thread;
    }
}
