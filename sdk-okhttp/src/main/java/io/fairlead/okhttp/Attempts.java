package io.fairlead.okhttp;

import io.fairlead.CallAttempts;
import io.fairlead.Pick;
import io.fairlead.resilience.AttemptFailure;
import io.fairlead.resilience.RetryDecision;
import java.time.Duration;
import java.util.Optional;

/** The attempts of a call, as those of it see them that run one after another; a hedged call has several such rows. */
interface Attempts {
    /** See {@link CallAttempts#next()}. */
    Pick next();

    /** See {@link CallAttempts#failed}. */
    RetryDecision failed(AttemptFailure failure, Optional<Duration> retryAfter);

    /** See {@link CallAttempts#describe}. */
    String describe(String reason);

    /** Whether the row was cut off because another one of the call has the answer. */
    default boolean isOutpaced() {
        return false;
    }

    /** Those of a call that is not hedged. */
    static Attempts inOneRow(CallAttempts attempts) {
        return new Attempts() {
            @Override
            public Pick next() {
                return attempts.next();
            }

            @Override
            public RetryDecision failed(AttemptFailure failure, Optional<Duration> retryAfter) {
                return attempts.failed(failure, retryAfter);
            }

            @Override
            public String describe(String reason) {
                return attempts.describe(reason);
            }
        };
    }
}
