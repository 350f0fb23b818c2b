package io.fairlead.quickstart;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Calls to one Service, 200 a second. */
final class Traffic {
    /** One call; an exception is a failure. */
    @FunctionalInterface
    interface Call {
        void run() throws Exception;
    }

    private static final int MILLIS_BETWEEN_CALLS = 5;
    private static final int MOST_AT_A_TIME = 32;
    private static final int FIRST_CALLS = 20;

    private final String service;
    private final Pods pods;
    private final Call call;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST_AT_A_TIME);
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<@Nullable Exception> firstFailure = new AtomicReference<>();

    Traffic(String service, Pods pods, Call call) {
        this.service = service;
        this.pods = pods;
        this.call = call;
    }

    Pods pods() {
        return pods;
    }

    /** Makes a few calls, one after the other: a JVM that has just started has much to load for the first ones. */
    void warmUp() {
        for (int i = 0; i < FIRST_CALLS; i++) {
            callOnce();
        }
        String unused = pods.shares();
    }

    void start() {
        Future<?> unused = clock.scheduleAtFixedRate(
                () -> threads.execute(this::callOnce), 0, MILLIS_BETWEEN_CALLS, TimeUnit.MILLISECONDS);
    }

    private void callOnce() {
        calls.incrementAndGet();
        try {
            call.run();
        } catch (Exception e) {
            failed.incrementAndGet();
            firstFailure.compareAndSet(null, e);
        }
    }

    /** Waits for the last answers. */
    void end() throws InterruptedException {
        clock.shutdownNow();
        threads.shutdown();
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(service + ": calls without an end");
        }
    }

    long calls() {
        return calls.get();
    }

    long failed() {
        return failed.get();
    }

    @Nullable
    Exception firstFailure() {
        return firstFailure.get();
    }

    /** Who gets what, in this second. */
    String line() {
        return "%-7s %s   %d failed".formatted(service, pods.shares(), failed.get());
    }
}
