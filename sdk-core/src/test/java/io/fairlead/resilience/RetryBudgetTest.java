package io.fairlead.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.testing.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private final FakeTicker ticker = new FakeTicker();
    private final RetryBudget budget = new RetryBudget(RetryConfig.defaults(), ticker);

    @Test
    void aQuietServiceHasTenRetriesASecond() {
        assertThat(take(200)).isEqualTo(100);
        ticker.advance(Duration.ofSeconds(11));
        assertThat(take(200)).isEqualTo(100);
    }

    @Test
    void aBusyServiceHasAFifthOfItsCallsLessATenthThatIsKeptBack() {
        for (int call = 0; call < 5_000; call++) {
            budget.recordCall();
        }

        assertThat(take(5_000)).isEqualTo(900);
    }

    @Test
    void callsAreForgottenAfterTenSeconds() {
        for (int call = 0; call < 5_000; call++) {
            budget.recordCall();
        }
        ticker.advance(Duration.ofSeconds(12));

        assertThat(take(5_000)).isEqualTo(100);
    }

    @Test
    void aLongSilenceDoesNoHarm() {
        budget.recordCall();
        ticker.advance(Duration.ofDays(40));

        assertThat(take(200)).isEqualTo(100);
    }

    @Test
    void noneAllowsNone() {
        RetryBudget none = new RetryBudget(RetryConfig.none(), ticker);
        none.recordCall();

        assertThat(none.tryRetry()).isFalse();
    }

    @Test
    void aLookTakesNothing() {
        assertThat(take(99)).isEqualTo(99);
        assertThat(budget.hasRetry()).isTrue();
        assertThat(budget.hasRetry()).isTrue();
        assertThat(take(2)).isEqualTo(1);
        assertThat(budget.hasRetry()).isFalse();
    }

    @Test
    void aRetryThatIsMadeInAnyCaseCounts() {
        for (int retry = 0; retry < 101; retry++) {
            budget.recordRetry();
        }
        for (int call = 0; call < 570; call++) {
            budget.recordCall();
        }
        assertThat(take(200)).as("102 less 101").isEqualTo(1);
    }

    private int take(int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += budget.tryRetry() ? 1 : 0;
        }
        return taken;
    }
}
