package io.fairlead.grpc;

import io.fairlead.internal.Checks;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The configuration of the policy {@code fairlead}: what it cannot see for itself, whether attempts after the first are retries or hedges.
 *
 * @param deniedRetryEndsCall whether a retry that the budget does not allow ends its call; right for a retryPolicy. A hedge must only
 *     fail alone, since an earlier attempt may yet be answered. JSON: {@code "deniedRetry": "drop"}, or {@code "fail"}, the default
 * @param hedgeAfter when calls are hedged; an attempt cancelled unanswered at that age was too slow. JSON: {@code "hedgingDelay": "0.2s"}
 */
record PolicyConfig(boolean deniedRetryEndsCall, Optional<Duration> hedgeAfter) {
    static final PolicyConfig NONE = new PolicyConfig(false, Optional.empty());

    private static final String DENIED_RETRY = "deniedRetry";
    private static final String DROP = "drop";
    private static final String FAIL = "fail";
    private static final String HEDGING_DELAY = "hedgingDelay";
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?s");

    /** What goes with the retries of our own service config. */
    static PolicyConfig of(Optional<Duration> hedgeAfter) {
        return new PolicyConfig(hedgeAfter.isEmpty(), hedgeAfter);
    }

    /**
     * Reads the parsed JSON.
     *
     * @throws IllegalArgumentException if it has other options or values
     */
    static PolicyConfig parse(Map<String, ?> json) {
        Checks.check(
                Set.of(DENIED_RETRY, HEDGING_DELAY).containsAll(json.keySet()),
                "loadBalancingConfig of fairlead",
                json,
                "{}, with deniedRetry and hedgingDelay as its only options");
        Object denied = json.containsKey(DENIED_RETRY) ? json.get(DENIED_RETRY) : FAIL;
        Checks.check(DROP.equals(denied) || FAIL.equals(denied), DENIED_RETRY, denied, "drop or fail");
        Optional<Duration> hedgeAfter =
                Optional.ofNullable(json.get(HEDGING_DELAY)).map(PolicyConfig::seconds);
        return new PolicyConfig(DROP.equals(denied), hedgeAfter);
    }

    Map<String, ?> toJson() {
        Map<String, Object> json = new HashMap<>();
        if (deniedRetryEndsCall) {
            json.put(DENIED_RETRY, DROP);
        }
        hedgeAfter.ifPresent(delay -> json.put(HEDGING_DELAY, seconds(delay)));
        return Map.copyOf(json);
    }

    /** A duration as service configs write it. */
    static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).toPlainString() + "s";
    }

    private static Duration seconds(Object text) {
        String value = text.toString();
        Checks.check(SECONDS.matcher(value).matches(), HEDGING_DELAY, value, "seconds such as 0.2s");
        BigDecimal seconds = new BigDecimal(value.substring(0, value.length() - 1));
        return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
    }
}
