package io.fairlead.kubernetes;

import io.fairlead.time.Scheduler;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * What every stream of a resolver has in common.
 *
 * @param scheduler all state of streams is touched by its tasks only
 * @param outside whether this process runs outside of the cluster, as far as is known
 */
record WatchContext(
        Links links,
        Scheduler scheduler,
        Ticker ticker,
        RandomGenerator random,
        KubernetesOptions options,
        BooleanSupplier outside) {
    /** A random duration between zero and a bound. */
    Duration upTo(Duration bound) {
        return Duration.ofNanos(random.nextLong(bound.toNanos() + 1));
    }
}
