package io.fairlead.resilience;

import io.fairlead.testing.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** However threads race for the last retries: no more are given than there are, and one that is refused takes none. */
public class RetryBudgetLincheckTest {
    private static final int TEN_A_WINDOW = 10;

    private final RetryBudget budget = new RetryBudget(RetryConfig.defaults().withBudget(0, 1), () -> 0);
    private final AtomicInteger given = new AtomicInteger();

    public RetryBudgetLincheckTest() {
        for (int i = 0; i < TEN_A_WINDOW - 2; i++) {
            take();
        }
    }

    @Operation
    public void take() {
        if (budget.tryRetry()) {
            given.incrementAndGet();
        }
    }

    @Operation
    public void call() {
        budget.recordCall();
    }

    @Validate
    public void notMoreThanThereAre() {
        boolean left = budget.hasRetry();
        int taken = given.get();
        if (taken > TEN_A_WINDOW || left != (taken < TEN_A_WINDOW)) {
            throw new AssertionError(
                    taken + " of " + TEN_A_WINDOW + " given, and " + (left ? "some" : "none") + " left");
        }
    }

    @Test
    void theLastOnesAreGivenOnce() {
        Interleavings.check(RetryBudgetLincheckTest.class);
    }
}
