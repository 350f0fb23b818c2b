package io.fairlead.resilience;

import io.fairlead.time.Ticker;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many retries the calls to one Service may make, over all callers in this process: of the last ten seconds the greater of a
 * share of its calls and a number a second. Without it retries multiply the load of a Service that fails because of its load.
 *
 * <p>Time is cut into seconds, each with a count of calls and one of retries. Retries are looked at over one second more than
 * calls, so that no span of ten seconds, wherever it begins, holds more retries than it should; and a tenth of the share is kept back, so that
 * none does where they arrive, if the way there varies. Safe for use by several
 * threads, without locks; when a second begins, a few counts of racing threads may fall into the one before.
 */
public final class RetryBudget {
    private static final int CALL_SECONDS = 10;
    private static final int RETRY_SECONDS = CALL_SECONDS + 1;
    private static final int SLOTS = 16;
    // What leaves within ten seconds may arrive within less; the bound has to hold where it arrives.
    private static final double USED_OF_SHARE = 0.9;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final double share;
    private final long always;
    private final Ticker ticker;
    private final long originNanos;
    private final AtomicLongArray calls = new AtomicLongArray(SLOTS);
    private final AtomicLongArray retries = new AtomicLongArray(SLOTS);
    private final AtomicLong newestSecond = new AtomicLong();

    /** A full budget. */
    public RetryBudget(RetryConfig config, Ticker ticker) {
        this.share = USED_OF_SHARE * config.budgetShare();
        this.always = (long) config.budgetPerSecond() * CALL_SECONDS;
        this.ticker = ticker;
        this.originNanos = ticker.nanos();
    }

    /** Counts a call, once, whatever the number of its attempts. */
    public void recordCall() {
        calls.getAndIncrement(slot(now()));
    }

    /** Takes one retry out of the budget, if one is left. */
    public boolean tryRetry() {
        long second = now();
        long allowed = allowed(second);
        // Counted before it is compared: of two threads that take the last one, at most one may win.
        retries.getAndIncrement(slot(second));
        if (sum(retries, second, RETRY_SECONDS) <= allowed) {
            return true;
        }
        retries.getAndDecrement(slot(second));
        return false;
    }

    /** Whether one is left. Takes none: for callers who ask before they know whether the retry is made. */
    public boolean hasRetry() {
        long second = now();
        return sum(retries, second, RETRY_SECONDS) < allowed(second);
    }

    /** Counts a retry that is made in any case, even where none is left. */
    public void recordRetry() {
        retries.getAndIncrement(slot(now()));
    }

    private long allowed(long second) {
        return Math.max(always, (long) (share * sum(calls, second, CALL_SECONDS)));
    }

    private long now() {
        long second = (ticker.nanos() - originNanos) / NANOS_PER_SECOND;
        long newest = newestSecond.get();
        if (second > newest && newestSecond.compareAndSet(newest, second)) {
            for (long s = Math.max(newest + 1, second - SLOTS + 1); s <= second; s++) {
                calls.set(slot(s), 0);
                retries.set(slot(s), 0);
            }
        }
        return second;
    }

    private static long sum(AtomicLongArray counts, long second, int seconds) {
        long sum = 0;
        for (long s = Math.max(0, second - seconds + 1); s <= second; s++) {
            sum += counts.get(slot(s));
        }
        return sum;
    }

    private static int slot(long second) {
        return (int) (second & (SLOTS - 1));
    }
}
