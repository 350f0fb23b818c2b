package io.fairlead.kubernetes;

import java.time.Duration;

/**
 * Bounds what is made of callers' suspicions: the first is followed at once, the next ones after pauses that double from one
 * second to ten, until there was none for half a minute.
 */
final class Suspicions {
    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(10).toNanos();
    private static final long FORGOTTEN = Duration.ofSeconds(30).toNanos();

    private long lastNanos;
    private long pauseNanos;

    /** How long to wait from now before a suspicion may be followed. */
    Duration pause(long nowNanos) {
        if (pauseNanos == 0 || nowNanos - lastNanos > FORGOTTEN) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, lastNanos + pauseNanos - nowNanos));
    }

    /** One is followed now. */
    void followed(long nowNanos) {
        boolean anew = pauseNanos == 0 || nowNanos - lastNanos > FORGOTTEN;
        pauseNanos = anew ? FIRST_PAUSE : Math.min(2 * pauseNanos, LONGEST_PAUSE);
        lastNanos = nowNanos;
    }
}
