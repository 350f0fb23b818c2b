package io.fairlead.grpc;

import io.fairlead.resilience.RetryConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
     * @param again how often and how soon; one attempt means no retries at all, which gRPC cannot be told as such
     */
    static Map<String, ?> of(String policy, String retriesBy, ResolverOptions options, Again again) {
        Map<String, Object> config = new HashMap<>();
        boolean retries = !options.idempotent().isEmpty() && !again.isOff();
        boolean ours = policy.equals(FairleadLoadBalancerProvider.POLICY);
        Map<String, ?> own =
                ours && retries ? PolicyConfig.of(again.hedgeAfter()).toJson() : Map.of();
        config.put("loadBalancingConfig", List.of(Map.of(policy, own)));
        if (retries) {
            config.put("methodConfig", List.of(methodConfig(options, again)));
            if (!retriesBy.equals(FairleadLoadBalancerProvider.POLICY)) {
                // A foreign picker cannot ask our budget; this is the one gRPC has: some fifty retries, then as many as
                // a fifth of the calls that succeed.
                config.put("retryThrottling", Map.of("maxTokens", 100.0, "tokenRatio", 0.2));
            }
        }
        return Map.copyOf(config);
    }

    private static Map<String, ?> methodConfig(ResolverOptions options, Again again) {
        List<Map<String, ?>> names = List.copyOf(
                options.idempotent().stream().map(MethodName::toServiceConfig).toList());
        return again.hedgeAfter().isPresent()
                ? Map.of(
                        "name",
                        names,
                        "hedgingPolicy",
                        hedging(again, again.hedgeAfter().get()))
                : Map.of("name", names, "retryPolicy", retries(again, again.retry()));
    }

    private static Map<String, ?> retries(Again again, RetryConfig retry) {
        return Map.of(
                "maxAttempts",
                (double) again.attempts(),
                "initialBackoff",
                PolicyConfig.seconds(retry.initialBackoff()),
                "maxBackoff",
                PolicyConfig.seconds(retry.maxBackoff()),
                "backoffMultiplier",
                2.0,
                "retryableStatusCodes",
                RETRYABLE);
    }

    private static Map<String, ?> hedging(Again again, Duration after) {
        return Map.of(
                "maxAttempts",
                (double) again.attempts(),
                "hedgingDelay",
                PolicyConfig.seconds(after),
                "nonFatalStatusCodes",
                RETRYABLE);
    }
}
