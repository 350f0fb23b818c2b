package io.fairlead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The wait for the first answer is of the time that a call may take. */
@Timeout(60)
class FirstCallTest {
    private final GroupTesting world = new GroupTesting();
    private final ServiceDiscovery discovery =
            world.builder().discoveryTimeout(Duration.ofMinutes(10)).build();
    private final EndpointGroup group = discovery.group("orders:http");

    @AfterEach
    void close() {
        discovery.close();
    }

    @Test
    void itEndsWithTheDeadlineOfTheCall() {
        CallOptions options = CallOptions.defaults().withDeadline(Duration.ofMillis(20));

        assertThatExceptionOfType(DiscoveryException.class)
                .isThrownBy(() -> group.call(options, endpoint -> "never"))
                .withMessageContaining("orders.shop:http");
    }

    @Test
    void whatItTookIsNotThereForAttempts() {
        CallOptions options = CallOptions.defaults().withIdempotent(true).withDeadline(Duration.ofSeconds(50));
        AtomicInteger attempts = new AtomicInteger();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                group.call(options, endpoint -> {
                    attempts.incrementAndGet();
                    world.ticker.advance(Duration.ofSeconds(20));
                    throw new IOException("reset");
                });
            } catch (IOException | RuntimeException e) {
                failure.complete(e);
            }
        });
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
        world.ticker.advance(Duration.ofSeconds(40));
        world.sayEndpoints("10.0.0.1", "10.0.0.2", "10.0.0.3");

        assertThat(failure.join().getSuppressed()[0]).hasMessageContaining("the call's deadline has passed");
        assertThat(attempts).hasValue(1);
    }
}
