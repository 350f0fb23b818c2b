package io.fairlead.cli;

import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Starts calls at their times, whether or not earlier ones have ended: as many users would, who do not know of each other. A call
 * that finds too many running waits for one to end, at most for the timeout; then it counts as failed without having been
 * started.
 *
 * <p>A thread runs one call. Threads are made as more calls overlap, so a fast Service is loaded by very few.
 */
final class OpenLoop {
    private static final Duration THREAD_KEEP_ALIVE = Duration.ofSeconds(5);
    private static final Duration LONGEST_OVERRUN = Duration.ofSeconds(5);

    private final CallPlan plan;
    private final Transport transport;
    private final Tally tally;
    private final Ticker ticker;
    private final Stop stop;
    private final Semaphore slots;

    OpenLoop(CallPlan plan, Transport transport, Tally tally, Ticker ticker, Stop stop) {
        this.plan = plan;
        this.transport = transport;
        this.tally = tally;
        this.ticker = ticker;
        this.stop = stop;
        this.slots = new Semaphore(plan.concurrency());
    }

    /** Makes all calls, or those until the stop, and returns when the last has ended. */
    void run() throws InterruptedException {
        ExecutorService threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                THREAD_KEEP_ALIVE.toNanos(),
                TimeUnit.NANOSECONDS,
                new SynchronousQueue<>(), // the thread that waits for the shortest time goes first
                task -> daemon(task));
        try {
            long begin = ticker.nanos();
            for (long call = 0; call < plan.calls(); call++) {
                long intended = begin + plan.startNanos(call);
                if (stop.await(Duration.ofNanos(intended - ticker.nanos()))) {
                    break;
                }
                start(threads, intended);
            }
        } finally {
            threads.shutdown();
        }
        Duration longest = plan.timeout().plus(LONGEST_OVERRUN);
        if (!threads.awaitTermination(longest.toNanos(), TimeUnit.NANOSECONDS)) {
            tally.stillRunning(plan.concurrency() - slots.availablePermits(), longest);
        }
    }

    // A call that outlives all patience must not keep the program from ending.
    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "call");
        thread.setDaemon(true);
        return thread;
    }

    private void start(ExecutorService threads, long intended) throws InterruptedException {
        long patience = intended + plan.timeout().toNanos() - ticker.nanos();
        if (!slots.tryAcquire() && !slots.tryAcquire(patience, TimeUnit.NANOSECONDS)) {
            tally.notStarted(Duration.ofNanos(ticker.nanos() - intended));
            return;
        }
        threads.execute(() -> {
            try {
                CallRecord record = new CallRecord();
                Optional<String> error = outcome(record);
                tally.ended(record, Duration.ofNanos(ticker.nanos() - intended), error);
            } finally {
                slots.release();
            }
        });
    }

    // What a transport does not expect is a failed call all the same, and has to be counted.
    private Optional<String> outcome(CallRecord record) {
        try {
            return transport.call(record);
        } catch (RuntimeException e) {
            return Optional.of(e.toString());
        }
    }
}
