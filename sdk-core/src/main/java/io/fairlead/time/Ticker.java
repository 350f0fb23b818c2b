package io.fairlead.time;

/**
 * A source of elapsed time in nanoseconds, with an arbitrary origin.
 *
 * <p>Only differences between two readings of the same ticker mean anything; compare them as {@code later - earlier},
 * which also holds when the count overflows. Everything in Fairlead that measures time takes a ticker, so that it runs
 * in virtual time in tests and simulations. Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface Ticker {
    /** Nanoseconds since an arbitrary fixed origin; never decreases. */
    long nanos();

    /** The machine's own monotonic clock. */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}
