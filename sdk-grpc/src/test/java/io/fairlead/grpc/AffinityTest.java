package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.ServiceDiscovery;
import io.fairlead.balancer.Balancer;
import io.fairlead.testing.FakeTicker;
import io.fairlead.testing.ManualScheduler;
import io.grpc.CallOptions;
import io.grpc.LoadBalancer.PickResult;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Session affinity of a Service, for channels whose connections come and go. */
class AffinityTest {
    private final LiveSource source = new LiveSource();
    private final ManualScheduler manual = new ManualScheduler(new FakeTicker());
    private final ServiceDiscovery discovery = ServiceDiscovery.builder()
            .source(source)
            .scheduler(manual)
            .balancer(Balancer.roundRobin(new Random(1)))
            .build();
    private final Balanced balanced = new Balanced(discovery, PolicyConfig.NONE);

    @BeforeEach
    void withoutAffinity() {
        discovery.group(LiveSource.ORDERS).state();
        source.sayEndpoints(Balanced.A, Balanced.B, Balanced.C);
        resolve(balanced);
        balanced.connectAll();
        assertThat(picked(balanced)).hasSize(3);
    }

    @AfterEach
    void close() {
        discovery.close();
    }

    @Test
    void anAffinityThatComesLaterReachesAChannelThatIsUp() {
        becomeSticky();
        assertThat(picked(balanced)).hasSize(1);

        source.sayEndpoints(Balanced.A, Balanced.B, Balanced.C);
        resolve(balanced);
        assertThat(picked(balanced)).hasSize(3);
    }

    @Test
    void callsReturnWhenTheConnectionDoes() {
        becomeSticky();
        PickResult first = pick(balanced);
        FakeHelper.FakeSubchannel connection = (FakeHelper.FakeSubchannel) first.getSubchannel();

        connection.goAway();
        assertThat(picked(balanced)).hasSize(2).doesNotContain(first);

        connection.connect();
        assertThat(picked(balanced)).containsExactly(first);
    }

    @Test
    void aChannelWithOtherConnectionsDoesNotMoveTheCallsOfThisOne() {
        becomeSticky();
        PickResult first = pick(balanced);
        Balanced other = new Balanced(discovery, PolicyConfig.NONE);
        resolve(other);
        other.connectAll();
        int place = balanced.helper.subchannels.indexOf(first.getSubchannel());
        other.helper.subchannels.get(place).fail("refused");

        assertThat(picked(other)).hasSize(2);
        assertThat(picked(balanced)).containsExactly(first);
    }

    private void becomeSticky() {
        source.sayStickyEndpoints(Balanced.A, Balanced.B, Balanced.C);
        resolve(balanced);
    }

    private void resolve(Balanced channel) {
        manual.runDue();
        channel.resolve(Balanced.A, Balanced.B, Balanced.C);
    }

    private static Set<PickResult> picked(Balanced channel) {
        Set<PickResult> picked = new HashSet<>();
        for (int call = 0; call < 20; call++) {
            picked.add(pick(channel));
        }
        return picked;
    }

    private static PickResult pick(Balanced channel) {
        return channel.pick(CallOptions.DEFAULT, Balanced.after(0));
    }
}
