package io.fairlead.kubernetes;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The pace of tries while the API server does not answer: drawn at random from zero up to a bound that doubles from a quarter
 * of a second, so that the clients of a restarted API server do not come all at once.
 */
final class Outage {
    private static final Duration FIRST_BOUND = Duration.ofMillis(250);
    private static final Duration EARLY = Duration.ofMinutes(1);

    private final KubernetesOptions options;
    private final RandomGenerator random;
    private final long begunNanos;
    private int tries;

    Outage(KubernetesOptions options, RandomGenerator random, long begunNanos) {
        this.options = options;
        this.random = random;
        this.begunNanos = begunNanos;
    }

    /** How long to wait before the next try. */
    Duration delay(long nowNanos, Optional<Duration> retryAfter) {
        Duration bound = longFrom(nowNanos) ? options.longDelay() : doubled();
        tries++;
        Duration drawn = Duration.ofNanos(random.nextLong(bound.toNanos() + 1));
        return retryAfter.map(asked -> asked.plus(drawn)).orElse(drawn);
    }

    private boolean longFrom(long nowNanos) {
        return nowNanos - begunNanos > EARLY.toNanos();
    }

    private Duration doubled() {
        Duration bound = FIRST_BOUND.multipliedBy(1L << Math.min(tries, 16));
        return bound.compareTo(options.shortDelay()) < 0 ? bound : options.shortDelay();
    }
}
