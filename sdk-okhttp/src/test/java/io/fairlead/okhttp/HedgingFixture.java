package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.endpoint.ServiceRef;
import io.fairlead.resilience.HedgingConfig;
import io.fairlead.resilience.RetryConfig;
import io.fairlead.testing.FakeTicker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;

/** Two pods and more, a client that hedges, and the time in the test's hand. */
abstract class HedgingFixture {
    static final String URL = "http://orders.shop.svc/";
    static final Duration DELAY = Duration.ofMillis(80);
    // Calls wait for each other here, and the common pool may have a single thread.
    static final Executor OWN_THREAD = task -> new Thread(task, "caller").start();

    final FakeTicker ticker = new FakeTicker();
    final HeldTimers timers = new HeldTimers(DELAY);
    Pods pods = pods(RetryConfig.defaults(), 1);

    @AfterEach
    void close() {
        pods.close();
        timers.close();
    }

    void startTwo(Function<RecordedRequest, MockResponse> answers) {
        pods.start(answers);
        pods.start(answers);
    }

    OkHttpClient client() {
        return Pods.client(FairleadInterceptor.builder(pods.discovery)
                .hedges(Runnable::run)
                .build());
    }

    Pods pods(RetryConfig retry, int extra) {
        return new Pods(
                ServiceRef.parse("orders.shop:80"),
                Pods.inTurn()
                        .retry(retry)
                        .ticker(ticker)
                        .scheduler(timers)
                        .hedging(HedgingConfig.after(DELAY).withMaxExtra(extra)));
    }

    static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Response execute(Call call) {
        try {
            return call.execute();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MockResponse silence() {
        return new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
    }

    static CompletableFuture<String> answer(Call call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return Pods.body(call);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                OWN_THREAD);
    }

    static CompletableFuture<IOException> failure(Call call) {
        return CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(IOException.class, () -> Pods.body(call)), OWN_THREAD);
    }
}
