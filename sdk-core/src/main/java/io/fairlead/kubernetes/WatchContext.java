package io.fairlead.kubernetes;

import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * What every stream of a resolver has in common.
 *
 * @param scheduler all state of streams is touched by its tasks only
 */
record WatchContext(
        Links links, Scheduler scheduler, Ticker ticker, RandomGenerator random, KubernetesOptions options) {
    /** A random duration between zero and a bound. */
    Duration upTo(Duration bound) {
        return Duration.ofNanos(random.nextLong(bound.toNanos() + 1));
    }
}
