package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.ServiceDiscovery;
import io.fairlead.ServiceDiscoveryBuilder;
import io.fairlead.balancer.Balancer;
import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resolver.StaticResolver;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of docs/grpc.md, in its words, each with a call. */
@Timeout(60)
class DocumentedExamplesTest {
    private final ChannelCredentials credentials = InsecureChannelCredentials.create();
    private final TestServer server = TestServer.start();

    @BeforeEach
    void theProcessesOwnDiscoveryKnowsTheServer() {
        ServiceDiscovery.configureShared(this::knowing);
    }

    @AfterEach
    void close() {
        server.close();
        // Every channel has given its share back, or this would be refused.
        ServiceDiscovery.configureShared(ServiceDiscovery::builder);
    }

    @Test
    void oneLineIsEnough() throws Exception {
        ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials)
                .build();

        answersUnderTheServicesName(channel);
    }

    @Test
    void optionsComeWithAProviderOfOnesOwn() throws Exception {
        ServiceDiscovery discovery = knowing().build();
        FairleadNameResolverProvider provider = FairleadNameResolverProvider.builder(discovery)
                .idempotent("grpc.health.v1.Health/Check")
                .idempotentService("shop.Catalogue")
                .build();
        NameResolverRegistry registry = new NameResolverRegistry();
        registry.register(provider);
        ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials, registry)
                .intercept(FairleadClientInterceptor.create())
                .build();

        answersUnderTheServicesName(channel);
        discovery.close();
    }

    @Test
    void aForeignPolicyIsNamedInTheTarget() throws Exception {
        ManagedChannel channel = Grpc.newChannelBuilder(
                        "kubernetes:///orders.shop:grpc?policy=round_robin", credentials)
                .build();

        answersUnderTheServicesName(channel);
    }

    @Test
    void theChannelsOwnServiceConfigHoldsWhereNoneIsLookedUp() throws Exception {
        ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials)
                .disableServiceConfigLookUp()
                .defaultLoadBalancingPolicy("fairlead")
                .build();

        answersUnderTheServicesName(channel);
    }

    @Test
    void aPlainTargetDoesNotHedge() throws Exception {
        try (TestServer other = TestServer.start()) {
            hedgingOver(other);
            other.delay(300);
            server.delay(300);
            ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials)
                    .build();

            TestServer.say(channel);

            assertThat(other.calls() + server.calls()).isEqualTo(1);
            ended(channel);
        }
    }

    @Test
    void plainTargetsHedgeWhereAProviderOverTheSharedDiscoveryDeclaresTheirMethods() throws Exception {
        FairleadNameResolverProvider provider = FairleadNameResolverProvider.builder()
                .idempotent("test.Talk/Say")
                .build();
        NameResolverRegistry.getDefaultRegistry().register(provider);
        try (TestServer silent = TestServer.start()) {
            hedgingOver(silent);
            ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials)
                    .intercept(FairleadClientInterceptor.create())
                    .build();

            while (silent.calls() == 0 || server.calls() == 0) {
                TestServer.say(channel);
            }
            silent.silent();
            int before = silent.calls();
            while (silent.calls() == before) {
                assertThat(TestServer.say(channel)).isEqualTo(server.name());
            }
            ended(channel);
        } finally {
            NameResolverRegistry.getDefaultRegistry().deregister(provider);
        }
    }

    private void hedgingOver(TestServer other) {
        ServiceDiscovery.configureShared(() -> ServiceDiscovery.builder()
                .source(StaticResolver.of(Map.of(LiveSource.ORDERS, List.of(other.endpoint(), server.endpoint()))))
                .balancer(Balancer.roundRobin())
                .hedging(HedgingConfig.after(Duration.ofMillis(100))));
    }

    private ServiceDiscoveryBuilder knowing() {
        return ServiceDiscovery.builder()
                .source(StaticResolver.of(Map.of(LiveSource.ORDERS, List.of(server.endpoint()))));
    }

    private void answersUnderTheServicesName(ManagedChannel channel) throws InterruptedException {
        assertThat(TestServer.say(channel)).isEqualTo(server.name());
        assertThat(channel.authority()).isEqualTo("orders.shop.svc");
        ended(channel);
    }

    private static void ended(ManagedChannel channel) throws InterruptedException {
        channel.shutdownNow();
        assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }
}
