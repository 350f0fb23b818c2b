package io.fairlead.simulation;

/** What became of the calls of one run. */
final class Run {
    /** Attempts are counted in bins of a tenth of a second. */
    static final long BIN_NANOS = 100_000_000;

    private final long[] sortedNanos;
    private final long calls;
    private final long failed;
    private final int[][] attempts;

    Run(long[] sortedNanos, long calls, long failed, int[][] attempts) {
        this.sortedNanos = sortedNanos;
        this.calls = calls;
        this.failed = failed;
        this.attempts = attempts;
    }

    /** Calls that began while measured. */
    long calls() {
        return calls;
    }

    double failedShare() {
        return calls == 0 ? 0 : (double) failed / calls;
    }

    /** The latency in milliseconds that this share of the calls had at most, by nearest rank; 0 if there were none. */
    double millis(double quantile) {
        if (sortedNanos.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(quantile * sortedNanos.length);
        return sortedNanos[Math.max(0, rank - 1)] / 1e6;
    }

    /** The part of the attempts between two times, in multiples of a bin, that went to a server; 0 if there were none. */
    double share(int server, long fromNanos, long toNanos) {
        long all = 0;
        long its = 0;
        int end = (int) Math.min(attempts.length, toNanos / BIN_NANOS);
        for (int bin = (int) (fromNanos / BIN_NANOS); bin < end; bin++) {
            for (int count : attempts[bin]) {
                all += count;
            }
            its += attempts[bin][server];
        }
        return all == 0 ? 0 : (double) its / all;
    }

    /** Attempts at all servers between two times, in multiples of a bin. */
    long attempts(long fromNanos, long toNanos) {
        long all = 0;
        int end = (int) Math.min(attempts.length, toNanos / BIN_NANOS);
        for (int bin = (int) (fromNanos / BIN_NANOS); bin < end; bin++) {
            for (int count : attempts[bin]) {
                all += count;
            }
        }
        return all;
    }

    int servers() {
        return attempts[0].length;
    }
}
