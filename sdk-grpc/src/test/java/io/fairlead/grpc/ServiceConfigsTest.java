package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resilience.RetryConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceConfigsTest {
    private static final RetryConfig RETRY =
            RetryConfig.defaults().withMaxAttempts(4).withBackoff(Duration.ofMillis(10), Duration.ofMillis(1500));

    private static final ResolverOptions IDEMPOTENT =
            new ResolverOptions(Optional.empty(), Optional.empty(), true, List.of(MethodName.ofService("test.Talk")));

    @Test
    void theRetriesAreThoseOfTheDiscovery() {
        assertThat(methodConfig(again(RETRY)).get("retryPolicy"))
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
        Map<String, ?> config = ServiceConfigs.of("fairlead", "fairlead", IDEMPOTENT, again(RETRY.withMaxAttempts(1)));
        assertThat(config).containsOnlyKeys("loadBalancingConfig");
    }

    @Test
    void ourPolicyIsToldWhatAttemptsAfterTheFirstAre() {
        Duration delay = Duration.ofMillis(200);
        assertThat(policyConfig(IDEMPOTENT, again(RETRY))).isEqualTo(new PolicyConfig(true, Optional.empty()));
        assertThat(policyConfig(IDEMPOTENT, again(RETRY.withAttemptTimeout(delay))))
                .isEqualTo(new PolicyConfig(false, Optional.of(delay)));
        assertThat(policyConfig(ResolverOptions.defaults(), again(RETRY))).isEqualTo(PolicyConfig.NONE);
    }

    @Test
    void aTimeoutOfAttemptsIsAHedgeAfterThatTime() {
        assertThat(methodConfig(again(RETRY.withAttemptTimeout(Duration.ofMillis(200))))
                        .get("hedgingPolicy"))
                .isEqualTo(Map.of(
                        "maxAttempts",
                        4.0,
                        "hedgingDelay",
                        "0.200000000s",
                        "nonFatalStatusCodes",
                        List.of("UNAVAILABLE", "UNKNOWN")));
    }

    @Test
    void hedgingGoesBeforeRetriesEvenWhenTheseAreOff() {
        HedgingConfig hedging = HedgingConfig.after(Duration.ofMillis(50)).withMaxExtra(2);
        assertThat(methodConfig(Again.of(RETRY.withMaxAttempts(1), hedging)).get("hedgingPolicy"))
                .isEqualTo(Map.of(
                        "maxAttempts",
                        3.0,
                        "hedgingDelay",
                        "0.050000000s",
                        "nonFatalStatusCodes",
                        List.of("UNAVAILABLE", "UNKNOWN")));
    }

    @Test
    void aForeignPolicyThatCannotAskTheBudgetIsThrottled() {
        Map<String, ?> foreign = ServiceConfigs.of("round_robin", "round_robin", IDEMPOTENT, again(RETRY));
        assertThat(foreign.get("retryThrottling")).isEqualTo(Map.of("maxTokens", 100.0, "tokenRatio", 0.2));
        assertThat(foreign.get("loadBalancingConfig")).isEqualTo(List.of(Map.of("round_robin", Map.of())));
        assertThat(ServiceConfigs.of("fairlead", "fairlead", IDEMPOTENT, again(RETRY)))
                .doesNotContainKey("retryThrottling");
    }

    private static Again again(RetryConfig retry) {
        return Again.of(retry, HedgingConfig.none());
    }

    private static Map<?, ?> methodConfig(Again again) {
        return (Map<?, ?>) first(ServiceConfigs.of("fairlead", "fairlead", IDEMPOTENT, again), "methodConfig");
    }

    private static PolicyConfig policyConfig(ResolverOptions options, Again again) {
        Map<?, ?> policy =
                (Map<?, ?>) first(ServiceConfigs.of("fairlead", "fairlead", options, again), "loadBalancingConfig");
        @SuppressWarnings("unchecked")
        Map<String, ?> json = (Map<String, ?>) policy.get("fairlead");
        return PolicyConfig.parse(json);
    }

    private static Object first(Map<String, ?> config, String key) {
        return ((List<?>) config.get(key)).get(0);
    }
}
