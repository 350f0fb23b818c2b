package io.fairlead.grpc;

import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resilience.RetryConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * How idempotent calls are made again, as far as gRPC can be told: it hedges or it retries, and cuts no attempt. So a timeout of attempts
 * becomes a hedge after that time: the same protection against a silent endpoint, and a slow answer is not thrown away.
 *
 * @param attempts of one call in all; one means no others
 * @param hedgeAfter when to make the next attempt beside those that run; nothing for after a failure
 * @param retry how soon after a failure
 */
record Again(int attempts, Optional<Duration> hedgeAfter, RetryConfig retry) {
    static Again of(RetryConfig retry, HedgingConfig hedging) {
        return hedging.isOn()
                ? new Again(1 + hedging.maxExtra(), Optional.of(hedging.delay()), retry)
                : new Again(retry.maxAttempts(), retry.attemptTimeout(), retry);
    }

    /** None. */
    boolean isOff() {
        return attempts == 1;
    }
}
