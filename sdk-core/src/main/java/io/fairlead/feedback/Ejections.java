package io.fairlead.feedback;

import io.fairlead.internal.Checks;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * How many endpoints of a group are ejected, how many may be, and for how long.
 *
 * <p>Both numbers are one word, so that no place is given away by a bound that is no longer true. Safe for use by several threads,
 * without locks. Whoever takes a place gives it back once: see {@link OutlierState}.
 */
final class Ejections {
    private static final double JITTER = 0.2;
    private static final long EXPIRY_INTERVAL_NANOS = 1_000_000_000L;

    private final EjectionConfig config;
    private final RandomGenerator random;
    private final long firstNanos;
    private final long maxNanos;
    // The bound in the upper half, the number of ejected ones in the lower.
    private final AtomicLong places = new AtomicLong();
    private final AtomicLong expiredNanos;

    Ejections(EjectionConfig config, RandomGenerator random, long nowNanos) {
        this.config = config;
        this.random = random;
        this.firstNanos = Checks.saturatedNanos(config.duration());
        this.maxNanos = Checks.saturatedNanos(config.maxDuration());
        this.expiredNanos = new AtomicLong(nowNanos - EXPIRY_INTERVAL_NANOS);
    }

    EjectionConfig config() {
        return config;
    }

    /** Whether there is anything to count failures for. */
    boolean areOn() {
        return config.maxShare() > 0;
    }

    int count() {
        return (int) places.get();
    }

    boolean any() {
        return count() != 0;
    }

    /** Whether more are ejected than may be, since the group shrank. */
    boolean areTooMany() {
        long now = places.get();
        return (int) now > (int) (now >>> Integer.SIZE);
    }

    /** The group has this many endpoints now. */
    void resize(int endpoints) {
        long bound = Math.max(0, Math.min(endpoints - 1, (int) (endpoints * config.maxShare())));
        places.updateAndGet(now -> bound << Integer.SIZE | (now & 0xFFFF_FFFFL));
    }

    boolean take() {
        long now = places.get();
        while ((int) now < (int) (now >>> Integer.SIZE)) {
            long seen = places.compareAndExchange(now, now + 1);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    void giveBack() {
        places.getAndDecrement();
    }

    /** Whether it is time to look for places that nobody gave back although their time is over. At most one caller a second. */
    boolean shouldExpire(long nowNanos) {
        long before = expiredNanos.get();
        return nowNanos - before >= EXPIRY_INTERVAL_NANOS && expiredNanos.compareAndSet(before, nowNanos);
    }

    /** How long the next one lasts. */
    Duration duration(int earlier) {
        double doubled = firstNanos * Math.pow(2, earlier);
        return Duration.ofNanos((long) (Math.min(doubled, (double) maxNanos) * (1 + JITTER * random.nextDouble())));
    }

    /** Whether an endpoint that has been back for this long has behaved long enough. */
    boolean areForgotten(long sinceReturnNanos) {
        return sinceReturnNanos >= maxNanos;
    }
}
