package io.fairlead.grpc;

import java.time.Duration;
import java.util.Optional;

/** What the streams of one load balancer have in common. Written in the channel's synchronization context, read by any thread. */
final class StreamScope {
    private volatile long hedgeNanos = Long.MAX_VALUE;
    private volatile boolean over;

    void hedgeAfter(Optional<Duration> delay) {
        hedgeNanos = delay.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    }

    /** The balancer is shut down: the channel ends or rests, and with it the streams that still run. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** Whether a call that is hedged goes elsewhere as well when an attempt has waited this long. */
    boolean isLate(long ageNanos) {
        // gRPC counts from the call's start, we from its message, which comes a little later.
        return ageNanos >= hedgeNanos - hedgeNanos / 10;
    }
}
