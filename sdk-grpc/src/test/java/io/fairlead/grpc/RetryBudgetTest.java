package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fairlead.resilience.RetryBudget;
import io.fairlead.testing.FakeTicker;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Retries and hedges ask the one budget of the Service, and with the interceptor avoid where the call has been. */
@Timeout(60)
class RetryBudgetTest {
    private final World world = new World(new FakeTicker());
    private final TestServer a = world.server();
    private final TestServer b = world.server();
    private final RetryBudget budget = world.discovery.group("orders.shop:grpc").retryBudget();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aRetryTheBudgetDoesNotAllowEndsTheCallAndSaysSo() {
        a.answerWith(Status.UNAVAILABLE.withDescription("out of order"));
        world.source.sayServers(a);
        ManagedChannel channel = retrying();
        assertThat(attemptsOfOneCall(channel)).isEqualTo(3);

        spend();

        assertThat(attemptsOfOneCall(channel)).isEqualTo(1);
        StatusRuntimeException failure =
                failure(ClientInterceptors.intercept(channel, FairleadClientInterceptor.create()));
        assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(failure)
                .hasMessageContaining("orders.shop:grpc: not tried again, the retry budget of the Service is used up")
                .hasMessageContaining("out of order; orders.shop:grpc");
    }

    @Test
    void everyCallIsCountedInTheBudgetOnce() {
        world.source.sayServers(a);
        ManagedChannel channel = retrying();
        spend();
        for (int i = 0; i < 1000; i++) {
            TestServer.say(channel);
        }

        int allowed = 0;
        while (budget.tryRetry()) {
            allowed++;
        }
        assertThat(allowed)
                .as("a fifth of the calls but for the tenth kept back, less the hundred that were spent")
                .isEqualTo(80);
    }

    @Test
    void withTheInterceptorARetryGoesWhereTheCallHasNotBeen() {
        a.answerWith(Status.UNAVAILABLE);
        TestServer c = world.server();
        c.answerWith(Status.UNAVAILABLE);
        world.source.sayServers(a, b, c);
        ManagedChannel channel = retrying();
        await().ignoreExceptions().until(() -> answers(channel) && a.calls() > 0 && b.calls() > 0 && c.calls() > 0);
        Channel avoiding = ClientInterceptors.intercept(channel, FairleadClientInterceptor.create());

        for (int i = 0; i < 30; i++) {
            int before = a.calls() + c.calls();
            assertThat(TestServer.say(avoiding)).isEqualTo(b.name());
            assertThat(a.calls() + c.calls() - before).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aHedgeOfTheCallersOwnPolicyThatIsDeniedLeavesTheFirstAttemptItsTime() {
        a.delay(300);
        world.source.sayServers(a);
        ManagedChannel channel =
                world.open(world.channelBuilder(FairleadNameResolverProvider.create(world.discovery), World.ORDERS)
                        .disableServiceConfigLookUp()
                        .defaultServiceConfig(Map.of(
                                "loadBalancingConfig",
                                List.of(Map.of("fairlead", Map.of())),
                                "methodConfig",
                                List.of(Map.of(
                                        "name",
                                        List.of(Map.of("service", "test.Talk")),
                                        "hedgingPolicy",
                                        Map.of(
                                                "maxAttempts",
                                                2.0,
                                                "hedgingDelay",
                                                "0.05s",
                                                "nonFatalStatusCodes",
                                                List.of("UNAVAILABLE")))))));
        theFirstAttemptAloneIsAnswered(channel);
    }

    @Test
    void aForwardedCountOfAttemptsMakesNoRetryOfAFirstAttempt() {
        world.source.sayServers(a);
        ManagedChannel channel = retrying();
        TestServer.say(channel);
        spend();
        Channel forwarding = ClientInterceptors.intercept(
                channel,
                FairleadClientInterceptor.create(),
                MetadataUtils.newAttachHeadersInterceptor(Balanced.after(1)));

        assertThat(TestServer.say(forwarding)).isEqualTo(a.name());
    }

    private void theFirstAttemptAloneIsAnswered(ManagedChannel channel) {
        assertThat(TestServer.say(channel)).isEqualTo(a.name());
        spend();
        int before = a.calls();

        assertThat(TestServer.say(channel)).isEqualTo(a.name());
        assertThat(a.calls() - before).isEqualTo(1);
    }

    private ManagedChannel retrying() {
        return world.channel(FairleadNameResolverProvider.builder(world.discovery)
                .idempotentService("test.Talk")
                .build());
    }

    private void spend() {
        int spent = 0;
        while (budget.tryRetry()) {
            spent++;
        }
        assertThat(spent).isPositive();
    }

    private int attemptsOfOneCall(Channel channel) {
        int before = a.calls();
        failure(channel);
        return a.calls() - before;
    }

    private static boolean answers(Channel channel) {
        return !TestServer.say(channel).isEmpty();
    }

    private static StatusRuntimeException failure(Channel channel) {
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () -> TestServer.say(channel, CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS)));
    }
}
