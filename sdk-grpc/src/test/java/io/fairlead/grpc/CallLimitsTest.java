package io.fairlead.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.balancer.Balancer;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With the interceptor, calls are counted by the Service's circuit breaker and bulkhead. */
@Timeout(60)
class CallLimitsTest {
    private final World world = new World(
            Balancer.roundRobin(new Random(1)), builder -> builder.circuitBreaker(CircuitBreakerConfig.custom()
                            .slidingWindowSize(2)
                            .minimumNumberOfCalls(2)
                            .build())
                    .bulkhead(BulkheadConfig.custom().maxConcurrentCalls(1).build()));
    private final TestServer server = world.server();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void failedCallsOpenTheBreakerWhateverTheirAttempts() {
        server.answerWith(Status.UNAVAILABLE.withDescription("out of order"));
        Channel channel = channel();

        assertThat(failure(channel)).hasMessageContaining("out of order");
        assertThat(failure(channel)).hasMessageContaining("out of order");
        int sent = server.calls();
        assertThat(failure(channel).getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(failure(channel)).hasMessageContaining("orders.shop:grpc: circuit breaker OPEN until ");
        assertThat(sent).isEqualTo(6);
        assertThat(server.calls()).isEqualTo(sent);
    }

    @Test
    void goodCallsEachGiveTheirPlaceBack() {
        Channel channel = channel();

        for (int i = 0; i < 20; i++) {
            assertThat(TestServer.say(channel)).isEqualTo(server.name());
        }
        assertThat(world.discovery.explain("orders.shop:grpc").limits())
                .contains("circuit breaker CLOSED, 0 % of the last 2 calls failed; bulkhead open, 0 of 1 calls run");
    }

    private Channel channel() {
        world.source.sayServers(server);
        return ClientInterceptors.intercept(
                world.channel(FairleadNameResolverProvider.builder(world.discovery)
                        .idempotentService("test.Talk")
                        .build()),
                FairleadClientInterceptor.create());
    }

    private static StatusRuntimeException failure(Channel channel) {
        return catchThrowableOfType(StatusRuntimeException.class, () -> TestServer.say(channel));
    }
}
