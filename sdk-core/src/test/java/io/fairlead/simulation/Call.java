package io.fairlead.simulation;

import org.jspecify.annotations.Nullable;

/** One call of a client, with all its attempts. */
final class Call {
    final int client;
    final long startNanos;
    final double demandNanos;

    // Decides whether each attempt meets a failure; the same for every policy.
    private final long luck;
    private int attempts;

    /** The attempt that is under way. */
    @Nullable
    Attempt attempt;

    boolean done;

    /** What the client remembers of it. */
    @Nullable
    Object ticket;

    Call(int client, long startNanos, double demandNanos, long luck) {
        this.client = client;
        this.startNanos = startNanos;
        this.demandNanos = demandNanos;
        this.luck = luck;
    }

    Attempt newAttempt() {
        // The first multiplier of a golden-ratio sequence: further attempts have luck of their own.
        long mixed = luck + attempts++ * 0x9E3779B97F4A7C15L;
        attempt = new Attempt(this, (mixed >>> 11) * 0x1.0p-53);
        return attempt;
    }
}
