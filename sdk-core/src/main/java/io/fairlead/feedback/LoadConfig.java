package io.fairlead.feedback;

import io.fairlead.internal.Checks;
import java.time.Duration;

/**
 * How load is remembered. The defaults are those of the simulations in {@code docs/decisions}: short memory, a floor for
 * each sample, and a drift without which one brown-out starves an endpoint for good.
 *
 * @param decay time constant of the latency mean, and of the return to the group's mean of an endpoint without samples, unless drift is
 *     less: greater than zero, default 1 s
 * @param minSampleWeight the least weight of one sample in the mean: 0 to 1, default 0.05
 * @param drift time constant of that return once a later call has confirmed that it is slow: greater than zero, default 5 s
 * @param failureFactor a failure counts as at least this many times the group's mean, a latency as at most 10 times: 1 to
 *     1,000,000, default 10
 * @param slowStart how long a newcomer takes to its full share: greater than zero, default 10 s
 */
public record LoadConfig(
        Duration decay, double minSampleWeight, Duration drift, double failureFactor, Duration slowStart) {

    public LoadConfig {
        Checks.positiveNanos(decay, "decay");
        Checks.check(minSampleWeight >= 0 && minSampleWeight <= 1, "minSampleWeight", minSampleWeight, "0 to 1");
        Checks.positiveNanos(drift, "drift");
        Checks.check(failureFactor >= 1 && failureFactor <= 1e6, "failureFactor", failureFactor, "1 to 1000000");
        Checks.positiveNanos(slowStart, "slowStart");
    }

    /** The defaults above. */
    public static LoadConfig defaults() {
        return new LoadConfig(Duration.ofSeconds(1), 0.05, Duration.ofSeconds(5), 10, Duration.ofSeconds(10));
    }
}
