package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.DiscoveryListener;
import io.fairlead.balancer.Balancer;
import io.fairlead.balancer.PickContext;
import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.RetryBudget;
import io.fairlead.testing.FakeTicker;
import io.grpc.CallOptions;
import io.grpc.ClientStreamTracer;
import io.grpc.LoadBalancer.PickResult;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pick takes of the budget, and what a denied one says. */
class ReadyPickerTest {
    private static final PolicyConfig RETRIES = PolicyConfig.of(Optional.empty());
    private static final PolicyConfig HEDGES = PolicyConfig.of(Optional.of(Duration.ofMillis(50)));

    private final World world = new World(new FakeTicker());
    private final CallOptions known = CallOptions.DEFAULT.withOption(CallTries.KEY, new CallTries(""));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aPickThatIsThrownAwayTakesNothing() {
        Balanced balanced = connected(RETRIES);
        for (int i = 0; i < 100; i++) {
            balanced.pick(CallOptions.DEFAULT, Balanced.after(1));
        }
        assertThat(left(balanced.budget())).isEqualTo(100);
    }

    @Test
    void aRetryThatIsSentTakesOne() {
        Balanced balanced = connected(RETRIES);
        send(balanced, CallOptions.DEFAULT, Balanced.after(1));
        assertThat(left(balanced.budget())).isEqualTo(99);
    }

    @Test
    void anAttemptThatIsRepeatedTransparentlyCountsOnce() {
        Balanced balanced = connected(RETRIES);
        send(balanced, known, Balanced.after(1));
        send(balanced, known, Balanced.after(1));
        send(balanced, known, Balanced.after(2));
        assertThat(left(balanced.budget())).isEqualTo(98);
        assertThat(balanced.pick(known, Balanced.after(2)).getStatus())
                .as("it is paid for")
                .isEqualTo(Status.OK);
    }

    @Test
    void aFirstAttemptThatIsRepeatedTransparentlyIsOneCall() {
        Balanced balanced = connected(RETRIES);
        for (int call = 0; call < 600; call++) {
            CallOptions options = CallOptions.DEFAULT.withOption(CallTries.KEY, new CallTries(""));
            send(balanced, options, Balanced.after(0));
            send(balanced, options, Balanced.after(0));
        }
        assertThat(left(balanced.budget()))
                .as("a fifth but for the tenth kept back")
                .isEqualTo(108);
    }

    @Test
    void aDeniedRetryEndsTheCallWithTheServersStatus() {
        Balanced balanced = connected(RETRIES);
        send(balanced, known, Balanced.after(0), Status.RESOURCE_EXHAUSTED.withDescription("out of order"));
        left(balanced.budget());

        PickResult denied = balanced.pick(known, Balanced.after(1));
        assertThat(denied.isDrop()).isTrue();
        assertThat(denied.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(denied.getStatus().getDescription())
                .startsWith("out of order; orders.shop:grpc: not tried again, the retry budget");
    }

    @Test
    void aDeniedRetryWithoutMemoryIsUnavailable() {
        Balanced balanced = connected(RETRIES);
        left(balanced.budget());
        Status status = balanced.pick(CallOptions.DEFAULT, Balanced.after(1)).getStatus();
        assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(status.getDescription()).startsWith("orders.shop:grpc: not tried again, the retry budget");
    }

    @Test
    void aDeniedAttemptOfAnUnknownOrHedgingPolicyFailsAlone() {
        for (PolicyConfig config : new PolicyConfig[] {PolicyConfig.NONE, HEDGES}) {
            Balanced balanced = connected(config);
            left(balanced.budget());
            PickResult denied = balanced.pick(CallOptions.DEFAULT, Balanced.after(1));
            assertThat(denied.getStatus().isOk()).isFalse();
            assertThat(denied.isDrop()).isFalse();
        }
    }

    @Test
    void aHedgeOfACallThatWaitsForReadyIsMadeAndCounted() {
        Balanced balanced = connected(HEDGES);
        left(balanced.budget());
        CallOptions waiting = CallOptions.DEFAULT.withWaitForReady();

        send(balanced, waiting, Balanced.after(1));

        for (int call = 0; call < 570; call++) {
            balanced.budget().recordCall();
        }
        assertThat(left(balanced.budget())).as("102 less 101").isEqualTo(1);
    }

    @Test
    void aStreamThatTheChannelEndsBeforeItsBalancerDefamesNobody() {
        List<Outcome> outcomes = new ArrayList<>();
        DiscoveryListener listener = new DiscoveryListener() {
            @Override
            public void attemptEnded(ServiceRef service, Endpoint endpoint, Outcome outcome, Duration latency) {
                outcomes.add(outcome);
            }
        };
        try (World listening = new World(Balancer.roundRobin(), builder -> builder.listener(listener))) {
            Balanced balanced = new Balanced(listening.discovery, RETRIES);
            listening.source.sayEndpoints(Balanced.A);
            balanced.resolve(Balanced.A);
            balanced.connectAll();
            ClientStreamTracer stream = Balanced.stream(
                    balanced.pick(CallOptions.DEFAULT, Balanced.after(0)), CallOptions.DEFAULT, Balanced.after(0));
            stream.outboundMessage(0);
            stream.streamClosed(Status.UNAVAILABLE.withDescription("Channel shutdownNow invoked"));
        }

        assertThat(outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void aPolicySeesTheConstantUntilThereIsSomethingToKnowOfACall() {
        List<PickContext> seen = new ArrayList<>();
        try (World recording = new World(candidates -> tried -> {
            seen.add(tried);
            return 0;
        })) {
            Balanced balanced = new Balanced(recording.discovery, RETRIES);
            balanced.resolve(Balanced.A);
            balanced.connectAll();
            balanced.pick(known, Balanced.after(0));
            send(balanced, known, Balanced.after(0));
            balanced.pick(known, Balanced.after(1));
            balanced.pick(CallOptions.DEFAULT.withOption(CallTries.KEY, new CallTries("user-7")), Balanced.after(0));
        }

        assertThat(seen).hasSize(4);
        assertThat(seen.subList(0, 2)).containsOnly(PickContext.NONE);
        assertThat(seen.get(2).hasTried(Balanced.A)).isTrue();
        assertThat(seen.get(3).key()).isEqualTo("user-7");
    }

    private Balanced connected(PolicyConfig config) {
        world.source.sayEndpoints(Balanced.A, Balanced.B);
        Balanced balanced = new Balanced(world.discovery, config);
        balanced.resolve(Balanced.A, Balanced.B);
        balanced.connectAll();
        return balanced;
    }

    private static void send(Balanced balanced, CallOptions options, Metadata headers) {
        send(balanced, options, headers, Status.OK);
    }

    private static void send(Balanced balanced, CallOptions options, Metadata headers, Status end) {
        Balanced.stream(balanced.pick(options, headers), options, headers).streamClosed(end);
    }

    private static int left(RetryBudget budget) {
        int left = 0;
        while (budget.tryRetry()) {
            left++;
        }
        return left;
    }
}
