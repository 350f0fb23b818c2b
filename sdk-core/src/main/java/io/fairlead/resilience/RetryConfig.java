package io.fairlead.resilience;

import io.fairlead.internal.Checks;
import java.time.Duration;
import java.util.Optional;

/**
 * How often, how soon and for how many calls a failed attempt is made again.
 *
 * @param maxAttempts attempts of one call that may have reached a server, the first one included: at least 1 (no retry), default
 *     3. Unsent ones are not counted
 * @param maxUnsent free attempts of one call after unsent ones: 0 or more, default 10; 0 turns them off
 * @param initialBackoff upper bound of the random delay before the first retry of a sent attempt, doubled for each further
 *     one ("full jitter", Brooker 2015): greater than zero, default 25 ms
 * @param maxBackoff upper bound of all delays: at least {@code initialBackoff}, default 1 s
 * @param budgetShare retries of sent attempts and hedges allowed per call to the Service, in this process, over 10 s: 0 to 1,
 *     default 0.2, of which a tenth is kept back so that the Service never receives more
 * @param budgetPerSecond retries a second that are always allowed, so that a quiet Service has some: 0 or more, default 10
 * @param attemptTimeout how long an endpoint may take to begin its answer, best well below the deadline of the calls: 1 ms to an hour,
 *     default nothing, and then only the client's own timeouts hold. An attempt that is cut by it is a failure, and is made again by
 *     the rules for sent ones. gRPC does not cut attempts: there an idempotent call goes to another endpoint as well
 */
public record RetryConfig(
        int maxAttempts,
        int maxUnsent,
        Duration initialBackoff,
        Duration maxBackoff,
        double budgetShare,
        int budgetPerSecond,
        Optional<Duration> attemptTimeout) {

    public RetryConfig {
        Checks.check(maxAttempts >= 1, "maxAttempts", maxAttempts, ">= 1");
        Checks.check(maxUnsent >= 0, "maxUnsent", maxUnsent, ">= 0");
        Checks.positiveNanos(initialBackoff, "initialBackoff");
        Checks.check(maxBackoff.compareTo(initialBackoff) >= 0, "maxBackoff", maxBackoff, ">= " + initialBackoff);
        Checks.check(budgetShare >= 0 && budgetShare <= 1, "budgetShare", budgetShare, "0 to 1");
        Checks.check(budgetPerSecond >= 0, "budgetPerSecond", budgetPerSecond, ">= 0");
        attemptTimeout.ifPresent(value -> Delays.check(value, "attemptTimeout"));
    }

    /** The defaults above. */
    public static RetryConfig defaults() {
        return new RetryConfig(3, 10, Duration.ofMillis(25), Duration.ofSeconds(1), 0.2, 10, Optional.empty());
    }

    /** One attempt a call, whatever happens. */
    public static RetryConfig none() {
        return new RetryConfig(1, 0, Duration.ofMillis(25), Duration.ofSeconds(1), 0, 0, Optional.empty());
    }

    /** The same with another number of attempts. */
    public RetryConfig withMaxAttempts(int value) {
        return new RetryConfig(
                value, maxUnsent, initialBackoff, maxBackoff, budgetShare, budgetPerSecond, attemptTimeout);
    }

    /** The same with another budget. */
    public RetryConfig withBudget(double share, int perSecond) {
        return new RetryConfig(maxAttempts, maxUnsent, initialBackoff, maxBackoff, share, perSecond, attemptTimeout);
    }

    /** The same with other bounds of the delay. */
    public RetryConfig withBackoff(Duration initial, Duration max) {
        return new RetryConfig(maxAttempts, maxUnsent, initial, max, budgetShare, budgetPerSecond, attemptTimeout);
    }

    /** The same with a timeout of each attempt. */
    public RetryConfig withAttemptTimeout(Duration value) {
        return new RetryConfig(
                maxAttempts, maxUnsent, initialBackoff, maxBackoff, budgetShare, budgetPerSecond, Optional.of(value));
    }
}
