package io.fairlead.resilience;

import java.time.Duration;

/** What to do after a failed attempt. */
public sealed interface RetryDecision {
    /**
     * Make another attempt.
     *
     * @param delay how long to wait before it; zero for attempts that were not sent
     */
    record Retry(Duration delay) implements RetryDecision {}

    /**
     * Tell the caller.
     *
     * @param reason why there is no other attempt, for messages: {@code the retry budget of the Service is used up}
     */
    record Stop(String reason) implements RetryDecision {}
}
