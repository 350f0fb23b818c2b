package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import io.fairlead.balancer.Balancer;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.RetryBudget;
import io.fairlead.resilience.RetryConfig;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of two attempts at a call the slower teaches that it was slow. */
@Timeout(60)
class HedgingTest {
    private final World world = new World(
            Balancer.roundRobin(new Random(1)),
            builder -> builder.retry(
                    RetryConfig.defaults().withMaxAttempts(2).withAttemptTimeout(Duration.ofMillis(100))));
    private final TestServer silent = world.server();
    private final TestServer quick = world.server();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theSlowerAttemptsAgeIsItsLatency() {
        Channel channel = hedging();
        silent.silent();
        long before = world.outcomes(Outcome.SUCCESS);
        int calls = 0;
        while (world.outcomes(Outcome.OUTPACED) == 0) {
            assertThat(TestServer.say(channel)).isEqualTo(quick.name());
            calls++;
        }

        long expected = before + calls;
        await().until(() -> world.outcomes(Outcome.SUCCESS) == expected && world.inFlight.get() == 0);
        assertThat(world.lastLatency.get(Outcome.OUTPACED)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whoIsAlwaysTheSlowerGetsNoMoreCalls() {
        Channel channel = hedging();
        silent.silent();
        while (world.outcomes(Outcome.OUTPACED) < 5) {
            assertThat(TestServer.say(channel)).isEqualTo(quick.name());
        }
        await().until(() -> world.inFlight.get() == 0);
        int asked = silent.calls();

        for (int call = 0; call < 20; call++) {
            assertThat(TestServer.say(channel)).isEqualTo(quick.name());
        }
        assertThat(silent.calls()).isEqualTo(asked);
    }

    @Test
    void aHedgeTheBudgetDoesNotAllowLeavesTheFirstAttemptItsTime() {
        Channel channel = hedging();
        RetryBudget budget = world.discovery.group("orders.shop:grpc").retryBudget();
        while (budget.tryRetry()) {
            // it is spent for ten seconds
        }
        silent.delay(300);
        quick.delay(300);
        int before = silent.calls() + quick.calls();

        TestServer.say(channel);

        assertThat(silent.calls() + quick.calls() - before).isEqualTo(1);
    }

    @Test
    void whatTheCallerCancelsTeachesNothingHoweverLongItWaited() {
        Channel channel = hedging();
        long ignored = world.outcomes(Outcome.IGNORED);
        long outpaced = world.outcomes(Outcome.OUTPACED);
        silent.silent();
        quick.silent();

        var hedged = begun(channel, TestServer.SAY, 2);
        hedged.cancel(true);
        await().until(() -> world.outcomes(Outcome.IGNORED) == ignored + 2);
        var alone = begun(channel, TestServer.WRITE, 1);
        alone.cancel(true);
        await().until(() -> world.outcomes(Outcome.IGNORED) == ignored + 3);

        assertThat(world.inFlight).hasValue(0);
        assertThat(world.outcomes(Outcome.OUTPACED)).isEqualTo(outpaced);
    }

    @Test
    void soDoesTheEndOfTheContextThatACallIsMadeIn() throws Exception {
        Channel channel = hedging();
        long ignored = world.outcomes(Outcome.IGNORED);
        long outpaced = world.outcomes(Outcome.OUTPACED);
        silent.silent();
        quick.silent();
        Context.CancellableContext context = Context.current().withCancellation();

        var call = context.call(() -> begun(channel, TestServer.SAY, 2));
        context.cancel(null);

        await().until(() -> world.outcomes(Outcome.IGNORED) == ignored + 2);
        assertThat(call).isDone();
        assertThat(world.inFlight).hasValue(0);
        assertThat(world.outcomes(Outcome.OUTPACED)).isEqualTo(outpaced);
    }

    /** A call to silent servers whose attempts, so many, all wait for longer than it takes to make another. */
    private ListenableFuture<String> begun(Channel channel, MethodDescriptor<String, String> method, int attempts) {
        int before = silent.calls() + quick.calls();
        var call = ClientCalls.futureUnaryCall(channel.newCall(method, CallOptions.DEFAULT), "who");
        await().pollDelay(Duration.ofMillis(250)).until(() -> silent.calls() + quick.calls() == before + attempts);
        return call;
    }

    private Channel hedging() {
        world.source.sayServers(silent, quick);
        ManagedChannel plain = world.channel(FairleadNameResolverProvider.builder(world.discovery)
                .idempotent("test.Talk/Say")
                .build());
        Channel channel = ClientInterceptors.intercept(plain, FairleadClientInterceptor.create());
        await().until(() -> !TestServer.say(channel).isEmpty() && silent.calls() > 0 && quick.calls() > 0);
        await().until(() -> world.inFlight.get() == 0);
        return channel;
    }
}
