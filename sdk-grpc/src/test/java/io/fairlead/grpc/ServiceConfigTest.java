package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fairlead.ServiceDiscovery;
import io.fairlead.resilience.RetryConfig;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolver.ConfigOrError;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the resolver's service config does, and the three switches that turn parts of it off. */
@Timeout(60)
class ServiceConfigTest {
    private final World world = new World();
    private final TestServer bad = world.server();
    private final TestServer good = world.server();

    @BeforeEach
    void oneOfTwoServersFails() {
        bad.answerWith(Status.UNAVAILABLE.withDescription("out of order"));
        world.source.sayServers(bad, good);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void byDefaultThePolicyIsOurs() {
        failed(world.channel(), 1);
        await().until(() -> !world.outcomes.isEmpty());
    }

    @Test
    void whatIsNotDeclaredIdempotentIsNotSentTwice() {
        ManagedChannel channel = world.channel();
        assertThat(failedOfTwenty(channel)).isPositive();
    }

    @Test
    void whatIsDeclaredIdempotentIsTriedAgain() {
        ManagedChannel channel =
                world.channel(provider().idempotent("test.Talk/Say").build());
        assertThat(failedOfTwenty(channel)).isZero();
    }

    @Test
    void aDiscoveryThatMakesOneAttemptMakesOneHereToo() {
        try (ServiceDiscovery once = ServiceDiscovery.builder()
                .source(world.source)
                .retry(RetryConfig.none())
                .build()) {
            world.source.sayServers(bad);
            ManagedChannel channel = world.channel(FairleadNameResolverProvider.builder(once)
                    .idempotent("test.Talk/Say")
                    .build());
            assertThat(failed(channel, 3)).isEqualTo(3);
            assertThat(bad.calls()).isEqualTo(3);
        }
    }

    @Test
    void aWholeServiceCanBeDeclaredIdempotent() {
        ManagedChannel channel =
                world.channel(provider().idempotentService("test.Talk").build());
        assertThat(failedOfTwenty(channel)).isZero();
    }

    @Nested
    class APolicyInTheTarget {
        private final ManagedChannel channel = world.open(world.channelBuilder(
                provider().idempotent("test.Talk/Say").build(), World.ORDERS + "?policy=round_robin"));

        @Test
        void replacesThePolicyAndKeepsTheRetries() {
            assertThat(failedOfTwenty(channel)).isZero();
            assertThat(world.outcomes).as("a foreign policy feeds nothing back").isEmpty();
        }
    }

    @Nested
    class APolicyOfTheProvider {
        @Test
        void replacesOurs() {
            ManagedChannel channel = world.channel(
                    provider().policy("round_robin").idempotent("test.Talk/Say").build());
            assertThat(failedOfTwenty(channel)).isZero();
            assertThat(world.outcomes).isEmpty();
        }
    }

    @Nested
    class WithoutServiceConfig {
        private static final Map<String, ?> OWN = Map.of(
                "methodConfig",
                List.of(Map.of(
                        "name",
                        List.of(Map.of("service", "test.Talk")),
                        "retryPolicy",
                        Map.of(
                                "maxAttempts",
                                4.0,
                                "initialBackoff",
                                "0.01s",
                                "maxBackoff",
                                "0.1s",
                                "backoffMultiplier",
                                2.0,
                                "retryableStatusCodes",
                                List.of("UNAVAILABLE")))));

        @Test
        void ofTheProviderTheChannelsOwnDefaultsHold() {
            holdOwnDefaults(world.channelBuilder(provider().serviceConfig(false).build(), World.ORDERS));
        }

        @Test
        void becauseTheChannelLooksUpNoneItsDefaultsHold() {
            holdOwnDefaults(
                    world.channelBuilder(provider().build(), World.ORDERS).disableServiceConfigLookUp());
        }

        @Test
        void theChannelsOwnConfigMayNameOurPolicy() {
            Map<String, Object> own = new HashMap<>(OWN);
            own.put("loadBalancingConfig", List.of(Map.of("fairlead", Map.of())));
            ManagedChannel channel = world.open(world.channelBuilder(provider().build(), World.ORDERS)
                    .disableServiceConfigLookUp()
                    .defaultServiceConfig(own));
            assertThat(failedOfTwenty(channel)).isZero();
            await().until(() -> !world.outcomes.isEmpty());
        }

        private void holdOwnDefaults(ManagedChannelBuilder<?> builder) {
            ManagedChannel channel =
                    world.open(builder.defaultLoadBalancingPolicy("round_robin").defaultServiceConfig(OWN));
            assertThat(failedOfTwenty(channel)).isZero();
            assertThat(world.outcomes).isEmpty();
        }
    }

    @Nested
    class RoundRobin {
        private final ManagedChannel channel =
                world.open(world.channelBuilder(provider().build(), World.ORDERS + "?policy=round_robin"));

        @BeforeEach
        void bothServersWork() {
            bad.answerWith(Status.OK);
        }

        @Test
        void callsEveryEndpoint() {
            Set<String> names = new HashSet<>();
            await().until(() -> {
                names.add(TestServer.say(channel));
                return names.size() == 2;
            });
        }

        @Test
        void failsAtOnceWhenTheServiceIsEmptyAndHeals() {
            TestServer.say(channel);
            world.source.sayEndpoints();
            await().until(() -> failed(channel, 1) == 1);
            StatusRuntimeException failure =
                    catchThrowableOfType(StatusRuntimeException.class, () -> TestServer.say(channel));
            assertThat(failure).hasMessageContaining("orders.shop:grpc exists and has no endpoints");

            world.source.sayServers(good);
            await().until(() -> failed(channel, 1) == 0);
        }

        @Test
        void withoutOurServiceConfigTheReasonIsToldOnceTheConnectionsAreGone() {
            ManagedChannel own = world.open(world.channelBuilder(provider().build(), World.ORDERS)
                    .disableServiceConfigLookUp()
                    .defaultLoadBalancingPolicy("round_robin"));
            TestServer.say(own);
            world.source.sayEndpoints();
            bad.kill();
            good.kill();
            await().untilAsserted(() -> assertThat(
                            catchThrowableOfType(StatusRuntimeException.class, () -> TestServer.say(own)))
                    .hasMessageContaining("orders.shop:grpc exists and has no endpoints"));
        }
    }

    @Test
    void optionsOfTheFairleadPolicyThatItDoesNotHaveAreRefused() {
        FairleadLoadBalancerProvider policy = new FairleadLoadBalancerProvider();
        assertThat(policy.parseLoadBalancingPolicyConfig(Map.of()).getError()).isNull();
        ConfigOrError refused = policy.parseLoadBalancingPolicyConfig(Map.of("choices", 3.0));
        assertThat(refused.getError().getDescription()).contains("choices").contains("expected: {}");
        assertThat(policy.parseLoadBalancingPolicyConfig(Map.of("deniedRetry", "maybe"))
                        .getError()
                        .getDescription())
                .isEqualTo("deniedRetry: maybe (expected: drop or fail)");
        assertThat(policy.parseLoadBalancingPolicyConfig(Map.of("hedgingDelay", "soon"))
                        .getError()
                        .getDescription())
                .startsWith("hedgingDelay: soon (expected: ");
    }

    @Test
    void withAnotherResolverThePolicySaysWhatItNeeds() {
        ManagedChannel channel = world.open(ManagedChannelBuilder.forTarget("dns:///127.0.0.1:" + good.port())
                .usePlaintext()
                .defaultLoadBalancingPolicy("fairlead"));
        StatusRuntimeException failure =
                catchThrowableOfType(StatusRuntimeException.class, () -> TestServer.say(channel));
        assertThat(failure).hasMessageContaining("use a target such as kubernetes:///orders.shop:grpc");
    }

    @Test
    void badOptionsAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider().idempotent("Say"))
                .withMessageContaining("idempotent: Say");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider().idempotentService("test.Talk/Say"))
                .withMessageContaining("idempotentService: test.Talk/Say");
        assertThatIllegalArgumentException().isThrownBy(() -> provider().scheme("K8S"));
    }

    private FairleadNameResolverProviderBuilder provider() {
        return FairleadNameResolverProvider.builder(world.discovery);
    }

    /** Of twenty calls once both servers are connected. */
    private int failedOfTwenty(ManagedChannel channel) {
        await().until(() -> failed(channel, 1) >= 0 && bad.calls() > 0 && good.calls() > 0);
        int before = bad.calls();
        int failed = failed(channel, 20);
        assertThat(bad.calls()).isGreaterThan(before);
        return failed;
    }

    private static int failed(ManagedChannel channel, int calls) {
        int failed = 0;
        for (int i = 0; i < calls; i++) {
            try {
                TestServer.say(channel);
            } catch (StatusRuntimeException e) {
                failed++;
            }
        }
        return failed;
    }
}
