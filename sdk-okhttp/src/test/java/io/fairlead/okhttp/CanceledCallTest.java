package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.feedback.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call that its caller or its own timeout ends is not made again. */
class CanceledCallTest {
    private static final String URL = "http://orders.shop.svc/";

    private Pods pods = Pods.ofOrders();

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void aCanceledCallTeachesNothingAndIsNotMadeAgain() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        pods.start(request -> {
            arrived.countDown();
            return new MockResponse.Builder()
                    .onResponseStart(SocketEffect.Stall.INSTANCE)
                    .build();
        });
        Call call = pods.client().newCall(Pods.get(URL));
        CompletableFuture<Throwable> failed = failureOf(call);
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

        call.cancel();

        assertThat(failed.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(pods.outcomes).containsExactly(Outcome.IGNORED);
        assertThat(pods.requests()).isEqualTo(1);
    }

    @Test
    void aWaitBetweenAttemptsEndsWithTheCall() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        pods.start(request -> {
            arrived.countDown();
            return Pods.code(503).newBuilder().addHeader("Retry-After", "9").build();
        });
        Call call = pods.client().newCall(Pods.get(URL));
        CompletableFuture<Throwable> failed = failureOf(call);
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

        call.cancel();

        assertThat(failed.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(pods.requests()).isEqualTo(1);
        assertThat(pods.inFlight()).isZero();
    }

    @Test
    void aCallThatTimesOutTellsOfTheSilentPod() {
        pods.start(request -> new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        OkHttpClient client =
                pods.client().newBuilder().callTimeout(Duration.ofMillis(300)).build();

        assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL)))).hasMessage("timeout");
        assertThat(pods.outcomes).containsExactly(Outcome.NO_ANSWER);
    }

    private static CompletableFuture<Throwable> failureOf(Call call) {
        return CompletableFuture.supplyAsync(() -> catchThrowableOfType(Throwable.class, () -> Pods.body(call)));
    }
}
