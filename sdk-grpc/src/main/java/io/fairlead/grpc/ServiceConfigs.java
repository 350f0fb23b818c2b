package io.fairlead.grpc;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service config that the resolver returns, as parsed JSON: gRFC A6 for its terms, design of the retries in {@code docs/grpc.md}. */
final class ServiceConfigs {
    private static final double MAX_ATTEMPTS = 3;
    private static final List<String> RETRYABLE = List.of("UNAVAILABLE");

    private ServiceConfigs() {}

    /**
     * Policy and retries.
     *
     * @param policy the balancing policy
     * @param retriesBy whose retries they are
     */
    static Map<String, ?> of(String policy, String retriesBy, ResolverOptions options) {
        Map<String, Object> config = new HashMap<>();
        config.put("loadBalancingConfig", List.of(Map.of(policy, Map.of())));
        if (!options.idempotent().isEmpty()) {
            config.put("methodConfig", List.of(methodConfig(options)));
            if (!retriesBy.equals(FairleadLoadBalancerProvider.POLICY)) {
                // A foreign picker cannot ask our budget; this is the one gRPC has: some fifty retries, then as many as
                // a fifth of the
                // calls that succeed.
                config.put("retryThrottling", Map.of("maxTokens", 100.0, "tokenRatio", 0.2));
            }
        }
        return Map.copyOf(config);
    }

    private static Map<String, ?> methodConfig(ResolverOptions options) {
        List<Map<String, ?>> names = List.copyOf(
                options.idempotent().stream().map(MethodName::toServiceConfig).toList());
        Optional<Duration> hedgeAfter = options.hedgeAfter();
        return hedgeAfter.isPresent()
                ? Map.of("name", names, "hedgingPolicy", hedging(hedgeAfter.get()))
                : Map.of("name", names, "retryPolicy", retries());
    }

    private static Map<String, ?> retries() {
        return Map.of(
                "maxAttempts",
                MAX_ATTEMPTS,
                "initialBackoff",
                "0.025s",
                "maxBackoff",
                "1s",
                "backoffMultiplier",
                2.0,
                "retryableStatusCodes",
                RETRYABLE);
    }

    private static Map<String, ?> hedging(Duration after) {
        return Map.of("maxAttempts", MAX_ATTEMPTS, "hedgingDelay", seconds(after), "nonFatalStatusCodes", RETRYABLE);
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).toPlainString() + "s";
    }
}
