package io.fairlead.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of one server: one for the port, one or two a connection, and one for the timeouts of watches. */
final class Threads {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;

    Threads() {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "embedded-kubernetes-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        workers = Executors.newCachedThreadPool(factory);
        timer = new ScheduledThreadPoolExecutor(1, factory, new DiscardPolicy());
    }

    ExecutorService workers() {
        return workers;
    }

    void after(Duration delay, Runnable action) {
        var unused = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Interrupts all and waits for their end. */
    void close() {
        List<ExecutorService> all = List.of(workers, timer);
        all.forEach(ExecutorService::shutdownNow);
        try {
            for (ExecutorService each : all) {
                if (!each.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw new IllegalStateException("threads still run " + PATIENCE + " after close: " + each);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
