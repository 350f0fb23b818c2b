package io.fairlead.resilience;

import io.fairlead.internal.Checks;
import java.time.Duration;

/**
 * Whether a call that waits for its answer is sent to another endpoint as well, and the first answer taken. Only idempotent calls, and
 * only as far as the retry budget of the Service allows. It trades load for latency: a delay that few calls reach, such as their 95th
 * percentile, costs few calls more.
 *
 * @param delay how long a call waits for an answer before each further attempt: 1 ms to an hour
 * @param maxExtra attempts of one call that may run beside its first: 0 to 4, default 1; 0 turns hedging off
 */
public record HedgingConfig(Duration delay, int maxExtra) {
    private static final int MOST_EXTRA = 4;

    public HedgingConfig {
        Delays.check(delay, "hedging delay");
        Checks.check(maxExtra >= 0 && maxExtra <= MOST_EXTRA, "maxExtra", maxExtra, "0 to " + MOST_EXTRA);
    }

    /** No hedging. */
    public static HedgingConfig none() {
        return new HedgingConfig(Duration.ofSeconds(1), 0);
    }

    /** One attempt more after a delay. */
    public static HedgingConfig after(Duration delay) {
        return new HedgingConfig(delay, 1);
    }

    /** The same with another number of further attempts. */
    public HedgingConfig withMaxExtra(int value) {
        return new HedgingConfig(delay, value);
    }

    /** Whether there is any hedging. */
    public boolean isOn() {
        return maxExtra > 0;
    }
}
