package io.fairlead.testkit;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends watches at the time that their clients asked for. */
final class Timer {
    private final ScheduledThreadPoolExecutor executor;

    Timer(ThreadFactory threads) {
        executor = new ScheduledThreadPoolExecutor(1, threads, new ThreadPoolExecutor.DiscardPolicy());
    }

    void after(Duration delay, Runnable action) {
        var unused = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    ScheduledThreadPoolExecutor executor() {
        return executor;
    }
}
