package io.fairlead.okhttp;

import io.fairlead.internal.Checks;
import io.fairlead.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import okhttp3.Request;

/**
 * How calls to Services are made.
 *
 * @param connections those to one endpoint
 * @param attemptTimeout how long an endpoint may be silent before it has begun to answer; nothing for the client's read timeout
 * @param idempotent whether a request without a tag may be processed twice
 * @param retryCodes status codes for which an idempotent request is made again: 400 to 599, default 429, 502, 503 and 504
 * @param ticker the clock
 */
record CallConfig(
        ConnectionConfig connections,
        Optional<Duration> attemptTimeout,
        Predicate<Request> idempotent,
        Set<Integer> retryCodes,
        Ticker ticker) {

    CallConfig {
        attemptTimeout.ifPresent(value -> ConnectionConfig.checkMillis(value, "attemptTimeout"));
        retryCodes = Set.copyOf(retryCodes);
        for (int code : retryCodes) {
            Checks.check(code >= 400 && code <= 599, "retryCodes", code, "400 to 599");
        }
    }

    static CallConfig defaults() {
        return new CallConfig(
                ConnectionConfig.defaults(),
                Optional.empty(),
                Idempotent.byMethod(),
                Set.of(429, 502, 503, 504),
                Ticker.system());
    }
}
