package io.fairlead;

import io.fairlead.internal.Checks;
import java.time.Duration;

/**
 * What a call allows.
 *
 * @param idempotent whether it may be processed twice, so that attempts which may have reached a server are made again; default
 *     false
 * @param deadline how long it may take with all its attempts and the wait for what is first known of the Service, greater than zero: no
 *     retry begins later, and no attempt where nothing is known by then. It does not cut an attempt; default 292 years, which is for ever
 * @param key what calls have in common that should go to one endpoint, a user's id say, where the policy goes by it ({@link
 *     io.fairlead.balancer.Balancer#consistentHash()}); default empty, and then there is nothing
 */
public record CallOptions(boolean idempotent, Duration deadline, String key) {
    public CallOptions {
        Checks.positiveNanos(deadline, "deadline");
    }

    /** Not idempotent, without deadline and key. */
    public static CallOptions defaults() {
        return new CallOptions(false, Duration.ofNanos(Long.MAX_VALUE), "");
    }

    /** The same, and whether the call may be processed twice. */
    public CallOptions withIdempotent(boolean value) {
        return new CallOptions(value, deadline, key);
    }

    /** The same with a deadline. */
    public CallOptions withDeadline(Duration value) {
        return new CallOptions(idempotent, value, key);
    }

    /** The same with a key. */
    public CallOptions withKey(String value) {
        return new CallOptions(idempotent, deadline, value);
    }
}
