package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.ServiceDiscovery;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The examples of docs/grpc.md, in its words. */
class DocumentedExamplesTest {
    private final ChannelCredentials credentials = InsecureChannelCredentials.create();

    @Test
    void oneLineIsEnough() {
        ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials)
                .build();

        assertThat(channel.authority()).isEqualTo("orders.shop.svc");
        channel.shutdownNow();
    }

    @Test
    void optionsComeWithAProviderOfOnesOwn() {
        ServiceDiscovery discovery = ServiceDiscovery.create();
        FairleadNameResolverProvider provider = FairleadNameResolverProvider.builder(discovery)
                .idempotent("grpc.health.v1.Health/Check")
                .idempotentService("shop.Catalogue")
                .perAttemptTimeout(Duration.ofMillis(200))
                .build();
        NameResolverRegistry registry = new NameResolverRegistry();
        registry.register(provider);
        ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials, registry)
                .intercept(FairleadClientInterceptor.create())
                .build();

        assertThat(channel.authority()).isEqualTo("orders.shop.svc");
        channel.shutdownNow();
        discovery.close();
    }

    @Test
    void aForeignPolicyIsNamedInTheTarget() {
        ManagedChannel channel = Grpc.newChannelBuilder(
                        "kubernetes:///orders.shop:grpc?policy=round_robin", credentials)
                .build();

        assertThat(channel.authority()).isEqualTo("orders.shop.svc");
        channel.shutdownNow();
    }

    @Test
    void theChannelsOwnServiceConfigHoldsWhereNoneIsLookedUp() {
        ManagedChannel channel = Grpc.newChannelBuilder("kubernetes:///orders.shop:grpc", credentials)
                .disableServiceConfigLookUp()
                .defaultLoadBalancingPolicy("fairlead")
                .build();

        assertThat(channel.authority()).isEqualTo("orders.shop.svc");
        channel.shutdownNow();
    }
}
