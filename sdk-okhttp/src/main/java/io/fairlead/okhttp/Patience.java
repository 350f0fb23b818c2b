package io.fairlead.okhttp;

import io.fairlead.time.Ticker;
import java.time.Duration;

/**
 * How long a call waits to learn whether a name is a Service: 300 ms at most, and not at all for a while after such a wait was in
 * vain, since a silent source is silent about every name. Safe for use by several threads.
 */
final class Patience {
    private static final long LONGEST_NANOS = Duration.ofMillis(300).toNanos();
    private static final long IMPATIENT_NANOS = Duration.ofSeconds(5).toNanos();

    private final Ticker ticker;
    private volatile long lostNanos;

    Patience(Ticker ticker) {
        this.ticker = ticker;
        this.lostNanos = ticker.nanos() - IMPATIENT_NANOS;
    }

    long nanos() {
        return ticker.nanos() - lostNanos < IMPATIENT_NANOS ? 0 : LONGEST_NANOS;
    }

    /** A wait was in vain. */
    void lost() {
        lostNanos = ticker.nanos();
    }
}
