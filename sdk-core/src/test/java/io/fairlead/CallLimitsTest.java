package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fairlead.resilience.CallPermit;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A Service's circuit breaker and bulkhead count its calls. */
class CallLimitsTest {
    private final GroupTesting world = new GroupTesting();
    private ServiceDiscovery discovery = world.builder().build();

    @Nested
    class NoLimits {
        @Test
        void everyCallMayBegin() {
            EndpointGroup group = group(world.builder());

            assertThat(group.isLimited()).isFalse();
            assertThat(group.admit()).isSameAs(CallPermit.UNLIMITED);
        }
    }

    @Test
    void bothAreSet() {
        ServiceDiscovery discovery = ServiceDiscovery.builder()
                .circuitBreaker(CircuitBreakerConfig.ofDefaults())
                .bulkhead(BulkheadConfig.custom().maxConcurrentCalls(50).build())
                .build();

        assertThat(discovery.group("orders.shop:80").isLimited()).isTrue();
        discovery.close();
    }

    @Nested
    class Breaker {
        private final SetClock clock = new SetClock();
        private final EndpointGroup group = group(world.builder()
                .circuitBreaker(CircuitBreakerConfig.custom()
                        .slidingWindowSize(4)
                        .minimumNumberOfCalls(4)
                        .waitDurationInOpenState(Duration.ofSeconds(30))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(clock)
                        .build()));
        private int attempts;

        @Test
        void opensByFailedCallsWhateverTheNumberOfTheirAttempts() {
            failCalls(3);
            assertThat(attempts).isEqualTo(9);

            assertThat(call(null)).isNull();
            assertThat(call(null))
                    .isInstanceOf(CallRefusedException.class)
                    .hasMessageStartingWith(
                            "orders.shop:http: circuit breaker OPEN until 2026-01-01T00:00:30Z, 75 % of the last 4 calls failed");
            assertThat(attempts).isEqualTo(10);
        }

        @Test
        void isToldByExplain() {
            failCalls(4);

            assertThat(discovery.explain("orders:http").toString())
                    .contains("\n  circuit breaker OPEN until 2026-01-01T00:00:30Z, 100 % of the last 4 calls failed");
        }

        @Test
        void closesWhenACallThatItLetsThroughSucceeds() {
            failCalls(4);
            clock.now = clock.now.plusSeconds(31);

            assertThat(call(null)).isNull();
            assertThat(call(null)).isNull();
        }

        @Test
        void opensAgainWhenThatCallFails() {
            failCalls(4);
            clock.now = clock.now.plusSeconds(31);

            assertThat(call(new IOException("reset"))).hasMessage("reset");
            assertThat(call(null)).hasMessageContaining("OPEN until 2026-01-01T00:01:01Z");
        }

        @Test
        void whatSaysNothingOfTheServiceIsNotCounted() {
            for (int i = 0; i < 4; i++) {
                call(new InterruptedIOException("interrupted"));
                call(new IllegalStateException("a bug"));
            }
            world.sayEndpoints();
            for (int i = 0; i < 4; i++) {
                assertThat(call(null)).isInstanceOf(NoEndpointsException.class);
            }
            world.sayEndpoints("10.0.0.1");

            assertThat(call(null)).isNull();
            assertThat(discovery.explain("orders:http").limits()).contains("circuit breaker CLOSED");
        }

        private void failCalls(int times) {
            for (int i = 0; i < times; i++) {
                assertThat(call(new IOException("reset"))).hasMessage("reset");
            }
        }

        private Throwable call(Exception failure) {
            return catchThrowable(() -> group.call(CallOptions.defaults().withIdempotent(true), endpoint -> {
                attempts++;
                if (failure != null) {
                    throw failure;
                }
                return "ok";
            }));
        }
    }

    @Nested
    class Bulkhead {
        private final EndpointGroup group = group(world.builder()
                .bulkhead(BulkheadConfig.custom().maxConcurrentCalls(1).build()));

        @Test
        void oneCallTooManyFailsAtOnce() throws Exception {
            group.call(endpoint -> {
                assertThatThrownBy(() -> group.call(other -> "second"))
                        .isInstanceOf(CallRefusedException.class)
                        .hasMessageStartingWith("orders.shop:http: bulkhead full, 1 of 1 calls run: not sent");
                return "first";
            });

            assertThat(group.<String, Exception>call(endpoint -> "third")).isEqualTo("third");
        }

        @Test
        void aCallThatFailsGivesItsPlaceBack() throws Exception {
            assertThatThrownBy(() -> group.call(endpoint -> {
                        throw new AssertionError("whatever");
                    }))
                    .hasMessage("whatever");

            assertThat(group.<String, Exception>call(endpoint -> "next")).isEqualTo("next");
        }

        @Test
        void oneThatWouldWaitIsRefused() {
            BulkheadConfig waiting = BulkheadConfig.custom()
                    .maxWaitDuration(Duration.ofMillis(5))
                    .build();

            assertThatThrownBy(() -> ServiceDiscovery.builder().bulkhead(waiting))
                    .hasMessageStartingWith("bulkhead: maxWaitDuration: PT0.005S (expected: 0");
        }
    }

    private EndpointGroup group(ServiceDiscoveryBuilder builder) {
        discovery = builder.build();
        EndpointGroup group = discovery.group("orders:http");
        group.state();
        world.sayEndpoints("10.0.0.1", "10.0.0.2", "10.0.0.3");
        return group;
    }

    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
