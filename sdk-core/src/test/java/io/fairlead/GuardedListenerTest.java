package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedListenerTest {
    private final GroupTesting world = new GroupTesting();
    private final List<String> heard = new ArrayList<>();

    private final class Recorder implements DiscoveryListener {
        @Override
        public void stateChanged(ServiceRef service, GroupState state) {
            heard.add("state " + state.usable().size());
        }

        @Override
        public void attemptStarted(ServiceRef service, Endpoint endpoint) {
            heard.add("start " + endpoint.address());
        }

        @Override
        public void attemptEnded(ServiceRef service, Endpoint endpoint, Outcome outcome, Duration latency) {
            heard.add("end " + endpoint.address() + " " + outcome + " " + latency.toMillis());
        }
    }

    private static final class Thrower implements DiscoveryListener {
        @Override
        public void attemptStarted(ServiceRef service, Endpoint endpoint) {
            throw new IllegalStateException("a bad listener");
        }
    }

    @Test
    void statesAndAttemptsAreTold() {
        EndpointGroup group = world.builder().listener(new Recorder()).build().group("orders:http");
        group.state();
        world.sayEndpoints("10.0.0.1");
        Pick pick = group.pick();
        world.ticker.advance(Duration.ofMillis(3));
        pick.complete(Outcome.FAILURE);

        assertThat(heard).containsExactly("state 1", "start 10.0.0.1", "end 10.0.0.1 FAILURE 3");
    }

    @Test
    void aListenerThatThrowsHarmsNoCall() {
        EndpointGroup group = world.builder().listener(new Thrower()).build().group("orders:http");
        group.state();
        world.sayEndpoints("10.0.0.1");

        assertThat(group.pick().endpoint().address()).isEqualTo("10.0.0.1");
        assertThat(group.pick().endpoint().address()).isEqualTo("10.0.0.1");
    }
}
