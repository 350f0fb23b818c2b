package io.fairlead.kubernetes;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of all HTTP clients of a resolver: daemons, made at need and ended when they have had nothing to do for a while. It
 * is never shut down: what a client still has to do when it is closed would be refused, and its connections stay open.
 */
final class ApiThreads {
    private static final long IDLE_SECONDS = 10;

    private final AtomicInteger made = new AtomicInteger();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    Executor executor() {
        return executor;
    }

    /** From now on a thread ends as soon as it has nothing to do. */
    void close() {
        executor.setKeepAliveTime(1, TimeUnit.MILLISECONDS);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "fairlead-api-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
