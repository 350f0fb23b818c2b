package io.fairlead.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RetryBudgetPropertyTest {
    /** From 50 calls a second on, a dead Service sees at most 1.2 times the load, over any ten seconds after the first ten. */
    @Property(tries = 30)
    void aDeadServiceNeverSeesMoreThanAFifthMore(@ForAll @IntRange(min = 50, max = 900) int callsPerSecond) {
        FakeTicker time = new FakeTicker();
        RetryBudget shared = new RetryBudget(RetryConfig.defaults(), time);
        Deque<Boolean> window = new ArrayDeque<>(); // whether each call of the last ten seconds was made twice
        int retries = 0;
        for (int call = 0; call < callsPerSecond * 40; call++) {
            time.advance(Duration.ofNanos(1_000_000_000L / callsPerSecond));
            shared.recordCall();
            boolean retried = shared.tryRetry();
            window.addLast(retried);
            retries += retried ? 1 : 0;
            if (window.size() > callsPerSecond * 10) {
                retries -= window.removeFirst() ? 1 : 0;
            }
            if (call > callsPerSecond * 20) {
                // One call of tolerance: the edges of the window and of the seconds do not meet.
                assertThat(retries).isLessThanOrEqualTo(callsPerSecond * 2 + 1);
            }
        }
    }
}
