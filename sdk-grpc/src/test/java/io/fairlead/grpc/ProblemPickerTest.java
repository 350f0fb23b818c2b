package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of calls to a Service that has no endpoints. */
class ProblemPickerTest {
    private static final PolicyConfig RETRIES = PolicyConfig.of(Optional.empty());
    private static final PolicyConfig HEDGES = PolicyConfig.of(Optional.of(Duration.ofMillis(50)));
    private static final Status PROBLEM = Status.UNAVAILABLE.withDescription("orders.shop exists and has no endpoints");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aCallEndsAtOnceWithTheReason() {
        PickResult pick = empty(RETRIES).pick(CallOptions.DEFAULT, Balanced.after(0));

        assertThat(pick.isDrop()).isTrue();
        assertThat(pick.getStatus()).isEqualTo(PROBLEM);
    }

    @Test
    void aCallThatWaitsForReadyIsLeftWaiting() {
        PickResult pick = empty(RETRIES).pick(CallOptions.DEFAULT.withWaitForReady(), Balanced.after(0));

        assertThat(pick.isDrop()).isFalse();
    }

    @Test
    void aRetryEndsItsCallToo() {
        assertThat(empty(RETRIES).pick(CallOptions.DEFAULT, Balanced.after(1)).isDrop())
                .isTrue();
    }

    @Test
    void aHedgeLeavesTheEarlierAttemptItsTimeAndAFirstAttemptThatIsRepeatedItsHedge() {
        for (int previous : new int[] {0, 1}) {
            PickResult pick = empty(HEDGES).pick(CallOptions.DEFAULT, Balanced.after(previous));

            assertThat(pick.isDrop()).isFalse();
            assertThat(pick.getStatus()).isEqualTo(PROBLEM);
        }
    }

    @Test
    void endpointsThatAreThereAndNotConnectedLeaveACallItsRetries() {
        Balanced balanced = new Balanced(world.discovery, RETRIES);
        world.source.sayEndpoints(Balanced.A);
        balanced.resolve(Balanced.A);
        balanced.helper.subchannels.forEach(subchannel -> subchannel.fail("refused"));

        assertThat(balanced.pick(CallOptions.DEFAULT, Balanced.after(0)).isDrop())
                .isFalse();
    }

    private Balanced empty(PolicyConfig config) {
        Balanced balanced = new Balanced(world.discovery, config);
        Attributes attributes = Attributes.newBuilder()
                .set(FairleadAttributes.GROUP, world.discovery.group(LiveSource.ORDERS))
                .set(FairleadAttributes.PROBLEM, PROBLEM)
                .build();
        balanced.accept(List.of(), attributes);
        return balanced;
    }
}
