package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.testing.FakeTicker;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.ConnectivityState;
import io.grpc.EquivalentAddressGroup;
import io.grpc.LoadBalancer.PickResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FairleadLoadBalancerTest {
    private final World world = new World(new FakeTicker());
    private final Balanced balanced = new Balanced(world.discovery, PolicyConfig.NONE);

    @BeforeEach
    void threeEndpoints() {
        world.source.sayEndpoints(Balanced.A, Balanced.B, Balanced.C);
        balanced.resolve(Balanced.A, Balanced.B, Balanced.C);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whoConnectTogetherMakeOnePicker() {
        balanced.helper.states.clear();
        balanced.connectAll();
        assertThat(balanced.helper.states).containsExactly(ConnectivityState.READY);
        assertThat(balanced.helper.picker())
                .hasToString("fairlead over "
                        + List.of(Balanced.A, Balanced.B, Balanced.C).stream()
                                .map(e -> e.hostPort())
                                .toList());
    }

    @Test
    void aSubchannelsResultOutlivesThePickers() {
        balanced.helper.subchannels.get(0).connect();
        PickResult before = pick();
        balanced.helper.subchannels.get(1).connect();
        balanced.helper.subchannels.get(1).fail("cut");
        assertThat(pick()).isSameAs(before);
    }

    @Test
    void addressesOfAnotherResolverEndAllConnections() {
        balanced.connectAll();
        balanced.accept(
                List.of(new EquivalentAddressGroup(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))),
                Attributes.EMPTY);
        assertThat(balanced.helper.subchannels).allMatch(subchannel -> subchannel.shutDown);
        assertThat(pick().getStatus().getDescription()).contains("addresses of another name resolver");
    }

    @Test
    void theErrorNamesNoEndpointThatIsGone() {
        balanced.helper.subchannels.forEach(subchannel -> subchannel.fail("refused"));
        assertThat(pick().getStatus().getDescription()).endsWith("last: 10.0.0.3:50051: refused");

        balanced.resolve(Balanced.A, Balanced.B);

        assertThat(pick().getStatus().getDescription())
                .contains("2 endpoints, none connected")
                .doesNotContain("10.0.0.3");
    }

    private PickResult pick() {
        return balanced.pick(CallOptions.DEFAULT, Balanced.after(0));
    }
}
