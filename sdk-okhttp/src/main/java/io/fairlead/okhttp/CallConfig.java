package io.fairlead.okhttp;

import io.fairlead.internal.Checks;
import io.fairlead.time.Ticker;
import java.util.Set;
import java.util.function.Predicate;
import okhttp3.Request;

/**
 * How calls to Services are made.
 *
 * @param connections those to one endpoint
 * @param idempotent whether a request without a tag may be processed twice
 * @param retryCodes status codes for which an idempotent request is made again: 400 to 599, default 429, 502, 503 and 504
 * @param ticker the clock
 */
record CallConfig(ConnectionConfig connections, Predicate<Request> idempotent, Set<Integer> retryCodes, Ticker ticker) {

    CallConfig {
        retryCodes = Set.copyOf(retryCodes);
        for (int code : retryCodes) {
            Checks.check(code >= 400 && code <= 599, "retryCodes", code, "400 to 599");
        }
    }

    static CallConfig defaults() {
        return new CallConfig(
                ConnectionConfig.defaults(), Idempotent.byMethod(), Set.of(429, 502, 503, 504), Ticker.system());
    }
}
