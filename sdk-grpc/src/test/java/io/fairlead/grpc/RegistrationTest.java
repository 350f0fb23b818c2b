package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.fairlead.EndpointGroup;
import io.fairlead.ServiceDiscovery;
import io.fairlead.resolver.StaticResolver;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RegistrationTest {
    private final World world = new World();
    private final TestServer server = world.server();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void bothSchemesAreFoundByThemselvesOverTheProcessesOwnDiscovery() throws Exception {
        for (String scheme : List.of("kubernetes", "k8s")) {
            ServiceDiscovery.configureShared(() -> ServiceDiscovery.builder()
                    .source(StaticResolver.of(Map.of(LiveSource.ORDERS, List.of(server.endpoint()))))
                    .namespace("shop"));
            ManagedChannel channel = Grpc.newChannelBuilder(
                            scheme + ":///orders:grpc", InsecureChannelCredentials.create())
                    .build();
            assertThat(TestServer.say(channel)).isEqualTo(server.name());
            assertThat(channel.authority()).isEqualTo("orders.shop.svc");

            channel.shutdownNow();
            assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            // Given back, or it could not be configured again.
            ServiceDiscovery.configureShared(ServiceDiscovery::builder);
        }
    }

    @Test
    void aCreatedProviderIsPreferredToTheOneThatIsFound() {
        FairleadNameResolverProvider created = FairleadNameResolverProvider.create(world.discovery);
        world.source.sayServers(server);
        NameResolverRegistry.getDefaultRegistry().register(created);
        try {
            ManagedChannel channel =
                    world.open(Grpc.newChannelBuilder(World.ORDERS, InsecureChannelCredentials.create()));
            assertThat(TestServer.say(channel)).isEqualTo(server.name());
            assertThat(world.source.subscriptions()).isEqualTo(1);
        } finally {
            NameResolverRegistry.getDefaultRegistry().deregister(created);
        }
    }

    @Test
    void targetsWithoutASchemeStayWithDns() {
        NameResolverRegistry registry = NameResolverRegistry.getDefaultRegistry();
        assertThat(registry.getDefaultScheme()).isEqualTo("dns");
        FairleadNameResolverProvider created = FairleadNameResolverProvider.create(world.discovery);
        registry.register(created);
        try {
            assertThat(registry.getDefaultScheme()).isEqualTo("dns");
            assertThat(registry.getProviderForScheme("kubernetes")).isSameAs(created);
            ManagedChannel channel = world.open(
                    Grpc.newChannelBuilderForAddress("localhost", server.port(), InsecureChannelCredentials.create()));
            assertThat(TestServer.say(channel)).isEqualTo(server.name());
        } finally {
            registry.deregister(created);
        }
    }

    @Test
    void aProviderOfAnotherSchemeServesThatScheme() {
        world.source.sayServers(server);
        FairleadNameResolverProvider provider = FairleadNameResolverProvider.builder(world.discovery)
                .scheme("pods")
                .build();
        assertThat(TestServer.say(world.open(world.channelBuilder(provider, "pods:///orders.shop:grpc"))))
                .isEqualTo(server.name());
    }

    @Test
    void aChannelThatEndsLeavesTheGroupWithoutSubscriber() {
        world.source.sayServers(server);
        ManagedChannel channel = world.channel();
        TestServer.say(channel);

        EndpointGroup group = world.discovery.group("orders.shop:grpc");
        channel.shutdownNow();

        await().until(() -> {
            // A group rests only if nobody is subscribed.
            group.rest();
            return world.source.subscribers() == 0;
        });
    }

    @Test
    void aBadTargetIsRefusedWhenTheChannelIsMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.channelBuilder(
                                FairleadNameResolverProvider.create(world.discovery), "kubernetes:///a.b.c:grpc")
                        .build())
                .withMessageContaining("kubernetes:///a.b.c:grpc");
    }
}
