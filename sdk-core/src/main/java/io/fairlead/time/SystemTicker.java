package io.fairlead.time;

/** The one place that reads the machine's monotonic clock. */
enum SystemTicker implements Ticker {
    INSTANCE;

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
