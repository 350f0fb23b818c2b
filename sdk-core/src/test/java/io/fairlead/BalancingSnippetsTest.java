package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.balancer.Balancer;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.feedback.EjectionConfig;
import org.junit.jupiter.api.Test;

/** The examples of docs/balancing.md, in its words. */
class BalancingSnippetsTest {
    @Test
    void aPolicyIsSet() {
        ServiceDiscovery discovery =
                ServiceDiscovery.builder().balancer(Balancer.leastRequest()).build();
        discovery.close();
    }

    @Test
    void wrappersAreMadeOfOneAnother() {
        Balancer nearAndFew = Balancer.zoneSpillOver(Balancer.subset(Balancer.adaptive(), 20), "eu-west-1a");

        assertThat(answer(nearAndFew)).startsWith("10.0.0.");
    }

    @Test
    void weightsAreAFunctionOfTheEndpoint() {
        Balancer canary = Balancer.weighted(endpoint -> endpoint.pod().name().startsWith("orders-canary") ? 0.1 : 1);

        assertThat(answer(canary)).startsWith("10.0.0.");
    }

    @Test
    void aCallHasAKey() {
        assertThat(answer(Balancer.consistentHash())).startsWith("10.0.0.");
    }

    @Test
    void ejectionIsChangedOrTurnedOff() {
        ServiceDiscovery stricter = ServiceDiscovery.builder()
                .ejection(EjectionConfig.defaults().withFailuresInRow(3).withMaxShare(0.25))
                .build();
        ServiceDiscovery never =
                ServiceDiscovery.builder().ejection(EjectionConfig.none()).build();
        stricter.close();
        never.close();
    }

    private static String answer(Balancer balancer) {
        GroupTesting world = new GroupTesting();
        EndpointGroup group = world.builder().balancer(balancer).build().group("orders:http");
        group.state();
        world.sayEndpoints("10.0.0.1", "10.0.0.2");
        String basket = group.call(CallOptions.defaults().withKey("user-7"), endpoint -> fetch(endpoint));
        return basket;
    }

    private static String fetch(Endpoint endpoint) {
        return endpoint.address();
    }
}
