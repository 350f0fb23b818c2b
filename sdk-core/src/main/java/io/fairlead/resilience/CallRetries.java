package io.fairlead.resilience;

import io.fairlead.internal.Checks;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The rules for one call: asked after each failed attempt whether to make another.
 *
 * <p>Attempts that were not sent are made again at once, for every method, for nothing, until every known endpoint was tried. From
 * then on they count like sent ones: as an attempt, with a backoff, out of the budget; but they stay safe for every method. Not
 * safe for use by several threads at once.
 */
public final class CallRetries {
    private final RetryConfig config;
    private final RetryBudget budget;
    private final Ticker ticker;
    private final RandomGenerator random;
    private final boolean idempotent;
    private final long startNanos;
    private final long deadlineNanos;
    private int counted;
    private int free;
    private boolean refusedOnce;

    /**
     * The rules for a call that begins now, which is counted in the budget.
     *
     * @param idempotent whether the call may be processed twice
     * @param deadline how long the call may take with all its attempts; no retry begins after it
     */
    public CallRetries(
            RetryConfig config,
            RetryBudget budget,
            Ticker ticker,
            RandomGenerator random,
            boolean idempotent,
            Duration deadline) {
        this.config = config;
        this.budget = budget;
        this.ticker = ticker;
        this.random = random;
        this.idempotent = idempotent;
        this.startNanos = ticker.nanos();
        this.deadlineNanos = Checks.saturatedNanos(deadline);
        budget.recordCall();
    }

    /**
     * Decides after a failed attempt.
     *
     * @param failure how far it got
     * @param retryAfter how long the server asked to wait, if it did
     * @param untried whether an endpoint is known that no attempt of this call went to
     */
    public RetryDecision after(AttemptFailure failure, Optional<Duration> retryAfter, boolean untried) {
        if (remainingNanos() <= 0) {
            return new RetryDecision.Stop("the call's deadline has passed");
        }
        if (isFree(failure, untried)) {
            free++;
            return new RetryDecision.Retry(Duration.ZERO);
        }
        counted++;
        if (failure == AttemptFailure.SENT && !idempotent) {
            return new RetryDecision.Stop("it may have been processed, and the request is not idempotent");
        }
        if (counted >= config.maxAttempts()) {
            return new RetryDecision.Stop(
                    counted == 1 ? "retries are off" : "it was attempt " + counted + ", the last");
        }
        Duration delay = retryAfter.orElseGet(this::backoff);
        if (Checks.saturatedNanos(delay) >= remainingNanos()) {
            return new RetryDecision.Stop("the next attempt, in " + delay.toMillis() + " ms, would miss the deadline");
        }
        if (!budget.tryRetry()) {
            return new RetryDecision.Stop("the retry budget of the Service is used up");
        }
        return new RetryDecision.Retry(delay);
    }

    private boolean isFree(AttemptFailure failure, boolean untried) {
        if (failure == AttemptFailure.REFUSED && !refusedOnce) {
            refusedOnce = true;
            return config.maxUnsent() > 0;
        }
        return failure == AttemptFailure.UNSENT && untried && free < config.maxUnsent();
    }

    private long remainingNanos() {
        return deadlineNanos == Long.MAX_VALUE ? deadlineNanos : deadlineNanos - (ticker.nanos() - startNanos);
    }

    private Duration backoff() {
        double bound = Checks.saturatedNanos(config.initialBackoff()) * Math.pow(2, counted - 1.0);
        double capped = Math.min(bound, (double) Checks.saturatedNanos(config.maxBackoff()));
        return Duration.ofNanos((long) (capped * random.nextDouble()));
    }
}
