package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.resilience.RetryConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceConfigsTest {
    private static final RetryConfig RETRY =
            RetryConfig.defaults().withMaxAttempts(4).withBackoff(Duration.ofMillis(10), Duration.ofMillis(1500));

    @Test
    void theRetriesAreThoseOfTheDiscovery() {
        assertThat(methodConfig(options(Optional.empty())).get("retryPolicy"))
                .isEqualTo(Map.of(
                        "maxAttempts",
                        4.0,
                        "initialBackoff",
                        "0.010000000s",
                        "maxBackoff",
                        "1.500000000s",
                        "backoffMultiplier",
                        2.0,
                        "retryableStatusCodes",
                        List.of("UNAVAILABLE", "UNKNOWN")));
    }

    @Test
    void oneAttemptMeansNoRetriesAtAll() {
        Map<String, ?> config =
                ServiceConfigs.of("fairlead", "fairlead", options(Optional.empty()), RETRY.withMaxAttempts(1));
        assertThat(config).containsOnlyKeys("loadBalancingConfig");
    }

    @Test
    void ourPolicyIsToldWhatAttemptsAfterTheFirstAre() {
        Duration delay = Duration.ofMillis(200);
        assertThat(policyConfig(options(Optional.empty()))).isEqualTo(new PolicyConfig(true, Optional.empty()));
        assertThat(policyConfig(options(Optional.of(delay)))).isEqualTo(new PolicyConfig(false, Optional.of(delay)));
        assertThat(policyConfig(ResolverOptions.defaults())).isEqualTo(PolicyConfig.NONE);
    }

    @Test
    void aForeignPolicyThatCannotAskTheBudgetIsThrottled() {
        Map<String, ?> foreign = ServiceConfigs.of("round_robin", "round_robin", options(Optional.empty()), RETRY);
        assertThat(foreign.get("retryThrottling")).isEqualTo(Map.of("maxTokens", 100.0, "tokenRatio", 0.2));
        assertThat(foreign.get("loadBalancingConfig")).isEqualTo(List.of(Map.of("round_robin", Map.of())));
        assertThat(ServiceConfigs.of("fairlead", "fairlead", options(Optional.empty()), RETRY))
                .doesNotContainKey("retryThrottling");
    }

    private static ResolverOptions options(Optional<Duration> hedgeAfter) {
        return new ResolverOptions(
                Optional.empty(), Optional.empty(), true, List.of(MethodName.ofService("test.Talk")), hedgeAfter);
    }

    private static Map<?, ?> methodConfig(ResolverOptions options) {
        return (Map<?, ?>) first(ServiceConfigs.of("fairlead", "fairlead", options, RETRY), "methodConfig");
    }

    private static PolicyConfig policyConfig(ResolverOptions options) {
        Map<?, ?> policy =
                (Map<?, ?>) first(ServiceConfigs.of("fairlead", "fairlead", options, RETRY), "loadBalancingConfig");
        @SuppressWarnings("unchecked")
        Map<String, ?> json = (Map<String, ?>) policy.get("fairlead");
        return PolicyConfig.parse(json);
    }

    private static Object first(Map<String, ?> config, String key) {
        return ((List<?>) config.get(key)).get(0);
    }
}
