package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** gRPC's own client-side health checking over our addresses. */
@Timeout(60)
class HealthCheckingTest {
    private static final Map<String, ?> CHECKED_ROUND_ROBIN = Map.of(
            "loadBalancingConfig",
            List.of(Map.of("round_robin", Map.of())),
            "healthCheckConfig",
            Map.of("serviceName", ""));

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void roundRobinLeavesOutWhoSaysThatItDoesNotServe() {
        TestServer a = world.server();
        TestServer b = world.server();
        world.source.sayServers(a, b);
        FairleadNameResolverProvider provider = FairleadNameResolverProvider.builder(world.discovery)
                .serviceConfig(false)
                .build();
        ManagedChannel channel =
                world.open(world.channelBuilder(provider, World.ORDERS).defaultServiceConfig(CHECKED_ROUND_ROBIN));
        await().until(() -> answering(channel).size() == 2);

        a.health(ServingStatus.NOT_SERVING);
        await().until(() -> answering(channel).equals(Set.of(b.name())));

        a.health(ServingStatus.SERVING);
        await().until(() -> answering(channel).size() == 2);
        assertThat(world.outcomes).isEmpty();
    }

    private static Set<String> answering(ManagedChannel channel) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            names.add(TestServer.say(channel));
        }
        return names;
    }
}
