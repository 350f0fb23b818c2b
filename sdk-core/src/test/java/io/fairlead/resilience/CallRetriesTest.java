package io.fairlead.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.resilience.RetryDecision.Retry;
import io.fairlead.resilience.RetryDecision.Stop;
import io.fairlead.testing.FakeTicker;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CallRetriesTest {
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final FakeTicker ticker = new FakeTicker();
    private final SplittableRandom random = new SplittableRandom(11);
    private RetryConfig config = RetryConfig.defaults();

    @Test
    void unsentAttemptsAreFreeForEveryMethodWhileAnEndpointIsUntried() {
        config = config.withBudget(0, 0);
        CallRetries post = call(false, FOR_EVER);

        for (int attempt = 0; attempt < 10; attempt++) {
            assertThat(post.after(AttemptFailure.UNSENT, Optional.empty(), true))
                    .isEqualTo(new Retry(Duration.ZERO));
        }
        assertThat(post.after(AttemptFailure.UNSENT, Optional.empty(), true))
                .isEqualTo(new Stop("the retry budget of the Service is used up"));
    }

    @Test
    void onceAllAreTriedUnsentAttemptsBackOffAndCount() {
        CallRetries post = call(false, FOR_EVER);

        assertThat(post.after(AttemptFailure.UNSENT, Optional.empty(), false)).isInstanceOf(Retry.class);
        assertThat(post.after(AttemptFailure.UNSENT, Optional.empty(), false)).isInstanceOf(Retry.class);
        assertThat(post.after(AttemptFailure.UNSENT, Optional.empty(), false))
                .isEqualTo(new Stop("it was attempt 3, the last"));
    }

    @Test
    void aBackoffThatCannotBeCountedIsTheLongestThatCan() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        config = config.withBackoff(forever, forever);
        CallRetries get = call(true, Duration.ofHours(1));

        assertThat(get.after(AttemptFailure.SENT, Optional.empty(), true)).isInstanceOf(Stop.class);
    }

    @Test
    void aRefusalIsFreeOnceThenItCounts() {
        CallRetries get = call(true, FOR_EVER);

        assertThat(get.after(AttemptFailure.REFUSED, Optional.empty(), false)).isEqualTo(new Retry(Duration.ZERO));
        assertThat(get.after(AttemptFailure.REFUSED, Optional.empty(), true)).isInstanceOf(Retry.class);
        assertThat(get.after(AttemptFailure.REFUSED, Optional.empty(), true)).isInstanceOf(Retry.class);
        assertThat(get.after(AttemptFailure.REFUSED, Optional.empty(), true)).isInstanceOf(Stop.class);
    }

    @Test
    void sentAttemptsAreMadeAgainOnlyIfIdempotent() {
        assertThat(call(false, FOR_EVER).after(AttemptFailure.SENT, Optional.empty(), true))
                .isEqualTo(new Stop("it may have been processed, and the request is not idempotent"));

        CallRetries get = call(true, FOR_EVER);
        assertThat(get.after(AttemptFailure.SENT, Optional.empty(), true)).isInstanceOf(Retry.class);
        assertThat(get.after(AttemptFailure.SENT, Optional.empty(), true)).isInstanceOf(Retry.class);
        assertThat(get.after(AttemptFailure.SENT, Optional.empty(), true)).isInstanceOf(Stop.class);
    }

    @Test
    void theDelayIsRandomBelowADoublingBound() {
        config = config.withMaxAttempts(12).withBackoff(Duration.ofMillis(10), Duration.ofMillis(80));
        long longest = 0;
        for (int call = 0; call < 200; call++) {
            CallRetries get = call(true, FOR_EVER);
            for (int attempt = 1; attempt < 10; attempt++) {
                RetryDecision decision = get.after(AttemptFailure.SENT, Optional.empty(), true);
                if (decision instanceof Retry retry) {
                    assertThat(retry.delay()).isBetween(Duration.ZERO, Duration.ofMillis(Math.min(80, 5L << attempt)));
                    longest = Math.max(longest, retry.delay().toMillis());
                }
            }
            ticker.advance(Duration.ofSeconds(1));
        }
        assertThat(longest).isBetween(70L, 80L);
    }

    @Test
    void theServersWishIsObeyedWithinTheDeadline() {
        CallRetries patient = call(true, Duration.ofSeconds(2));
        assertThat(patient.after(AttemptFailure.SENT, Optional.of(Duration.ofSeconds(1)), true))
                .isEqualTo(new Retry(Duration.ofSeconds(1)));

        CallRetries hurried = call(true, Duration.ofSeconds(2));
        assertThat(hurried.after(AttemptFailure.SENT, Optional.of(Duration.ofSeconds(2)), true))
                .isEqualTo(new Stop("the next attempt, in 2000 ms, would miss the deadline"));
    }

    @Test
    void nothingBeginsAfterTheDeadline() {
        CallRetries late = call(true, Duration.ofSeconds(2));
        ticker.advance(Duration.ofSeconds(2));

        assertThat(late.after(AttemptFailure.UNSENT, Optional.empty(), true))
                .isEqualTo(new Stop("the call's deadline has passed"));
    }

    @Test
    void badNumbersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryConfig.defaults().withMaxAttempts(0))
                .withMessage("maxAttempts: 0 (expected: >= 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryConfig.defaults().withBudget(1.5, 10))
                .withMessage("budgetShare: 1.5 (expected: 0 to 1)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetryConfig.defaults().withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessage("maxBackoff: PT1S (expected: >= PT2S)");
    }

    private CallRetries call(boolean idempotent, Duration deadline) {
        return new CallRetries(config, new RetryBudget(config, ticker), ticker, random, idempotent, deadline);
    }
}
