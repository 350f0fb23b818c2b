package io.fairlead.grpc;

import io.fairlead.resilience.RetryConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The service config that the resolver returns, as parsed JSON: gRFC A6 for its terms, design of the retries in {@code docs/grpc.md}. */
final class ServiceConfigs {
    // A connection that breaks just as a stream begins on it is UNKNOWN in grpc-java, "channel closed" (its issue
    // 10120), and no retry policy can tell that from a server's own UNKNOWN. A method that is idempotent bears the
    // repetition of both.
    private static final List<String> RETRYABLE = List.of("UNAVAILABLE", "UNKNOWN");

    private ServiceConfigs() {}

    /**
     * Policy and retries.
     *
     * @param policy the balancing policy
     * @param retriesBy whose retries they are
     * @param retry how often and how soon; one attempt means no retries at all, which gRPC cannot be told as such
     */
    static Map<String, ?> of(String policy, String retriesBy, ResolverOptions options, RetryConfig retry) {
        Map<String, Object> config = new HashMap<>();
        boolean retries = !options.idempotent().isEmpty() && retry.maxAttempts() > 1;
        boolean ours = policy.equals(FairleadLoadBalancerProvider.POLICY);
        Map<String, ?> own =
                ours && retries ? PolicyConfig.of(options.hedgeAfter()).toJson() : Map.of();
        config.put("loadBalancingConfig", List.of(Map.of(policy, own)));
        if (retries) {
            config.put("methodConfig", List.of(methodConfig(options, retry)));
            if (!retriesBy.equals(FairleadLoadBalancerProvider.POLICY)) {
                // A foreign picker cannot ask our budget; this is the one gRPC has: some fifty retries, then as many as
                // a fifth of the calls that succeed.
                config.put("retryThrottling", Map.of("maxTokens", 100.0, "tokenRatio", 0.2));
            }
        }
        return Map.copyOf(config);
    }

    private static Map<String, ?> methodConfig(ResolverOptions options, RetryConfig retry) {
        List<Map<String, ?>> names = List.copyOf(
                options.idempotent().stream().map(MethodName::toServiceConfig).toList());
        Optional<Duration> hedgeAfter = options.hedgeAfter();
        return hedgeAfter.isPresent()
                ? Map.of("name", names, "hedgingPolicy", hedging(hedgeAfter.get(), retry))
                : Map.of("name", names, "retryPolicy", retries(retry));
    }

    private static Map<String, ?> retries(RetryConfig retry) {
        return Map.of(
                "maxAttempts",
                (double) retry.maxAttempts(),
                "initialBackoff",
                PolicyConfig.seconds(retry.initialBackoff()),
                "maxBackoff",
                PolicyConfig.seconds(retry.maxBackoff()),
                "backoffMultiplier",
                2.0,
                "retryableStatusCodes",
                RETRYABLE);
    }

    private static Map<String, ?> hedging(Duration after, RetryConfig retry) {
        return Map.of(
                "maxAttempts",
                (double) retry.maxAttempts(),
                "hedgingDelay",
                PolicyConfig.seconds(after),
                "nonFatalStatusCodes",
                RETRYABLE);
    }
}
