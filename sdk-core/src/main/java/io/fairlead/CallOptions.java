package io.fairlead;

import io.fairlead.internal.Checks;
import java.time.Duration;

/**
 * What a call allows.
 *
 * @param idempotent whether it may be processed twice, so that attempts which may have reached a server are made again; default
 *     false
 * @param deadline how long it may take with all its attempts, greater than zero: no retry begins later. It does not cut an
 *     attempt; default 292 years, which is for ever
 */
public record CallOptions(boolean idempotent, Duration deadline) {
    public CallOptions {
        Checks.positiveNanos(deadline, "deadline");
    }

    /** Not idempotent, without deadline. */
    public static CallOptions defaults() {
        return new CallOptions(false, Duration.ofNanos(Long.MAX_VALUE));
    }

    /** The same, and whether the call may be processed twice. */
    public CallOptions withIdempotent(boolean value) {
        return new CallOptions(value, deadline);
    }

    /** The same with a deadline. */
    public CallOptions withDeadline(Duration value) {
        return new CallOptions(idempotent, value);
    }
}
