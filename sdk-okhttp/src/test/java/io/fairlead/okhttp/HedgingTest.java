package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fairlead.feedback.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that waits for its answer goes to another pod as well, and the first good answer is the call's. */
@Timeout(60)
class HedgingTest extends HedgingFixture {
    @Test
    void aSilentPodLosesToAnother() throws Exception {
        startTwo(new Turns(silence(), Pods.text("quick")));
        CompletableFuture<String> body = answer(client().newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);

        ticker.advance(DELAY);
        timers.fire();

        assertThat(body.get()).isEqualTo("quick");
        pods.awaitEnds();
        assertThat(pods.outcomes).containsExactlyInAnyOrder(Outcome.OUTPACED, Outcome.SUCCESS);
        assertThat(pods.servers)
                .allSatisfy(server -> assertThat(server.getRequestCount()).isEqualTo(1));
        assertThat(timers.held()).isZero();
    }

    @Test
    void overHttp2TheLosersStreamEndsAlone() throws Exception {
        Turns turns = new Turns(Pods.text("first"), Pods.text("first"), silence(), Pods.text("quick"), Pods.text("on"));
        pods.startH2(turns);
        pods.startH2(turns);
        OkHttpClient client = client().newBuilder()
                .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                .build();
        Pods.body(client.newCall(Pods.get(URL)));
        Pods.body(client.newCall(Pods.get(URL)));
        CompletableFuture<String> body = answer(client.newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 3);

        ticker.advance(DELAY);
        timers.fire();

        assertThat(body.get()).isEqualTo("quick");
        pods.awaitEnds();
        assertThat(pods.outcomes).contains(Outcome.OUTPACED);
        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("on");
        assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("on");
    }

    @Test
    void theFirstMayWinAndTheYoungLoserTeachesNothing() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        startTwo(request -> {
            if (pods.requests() == 1) {
                awaited(asked);
                return Pods.text("at last");
            }
            asked.countDown();
            return silence();
        });
        CompletableFuture<String> body = answer(client().newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);
        ticker.advance(DELAY);

        timers.fire();

        assertThat(body.get()).isEqualTo("at last");
        pods.awaitEnds();
        assertThat(pods.outcomes).containsExactlyInAnyOrder(Outcome.SUCCESS, Outcome.IGNORED);
    }

    @Test
    void aCallerWhoCancelsEndsAllAttempts() throws Exception {
        startTwo(new Turns(silence()));
        Call call = client().newCall(Pods.get(URL));
        CompletableFuture<IOException> failure = failure(call);
        await().until(() -> pods.requests() == 1);
        CompletableFuture<Void> hedge = CompletableFuture.runAsync(timers::fire, OWN_THREAD);
        await().until(() -> pods.requests() == 2);

        call.cancel();

        assertThat(failure.get()).isNotNull();
        hedge.get();
        assertThat(pods.outcomes).containsExactly(Outcome.IGNORED, Outcome.IGNORED);
        assertThat(pods.inFlight()).isZero();
    }

    @Test
    void aCallerWhoCancelsWhileReadingEndsTheAnswer() throws Exception {
        startTwo(new Turns(
                silence(),
                new MockResponse.Builder()
                        .body("x".repeat(100_000))
                        .throttleBody(1000, 1, TimeUnit.SECONDS)
                        .build()));
        Call call = client().newCall(Pods.get(URL));
        CompletableFuture<Response> answer = CompletableFuture.supplyAsync(() -> execute(call), OWN_THREAD);
        await().until(() -> pods.requests() == 1);
        ticker.advance(DELAY);
        timers.fire();
        try (Response response = answer.get()) {
            response.body().source().readByte();

            call.cancel();

            assertThat(catchThrowableOfType(
                            IOException.class, () -> response.body().string()))
                    .isNotNull();
        }
        pods.awaitEnds();
        assertThat(pods.outcomes).containsExactlyInAnyOrder(Outcome.OUTPACED, Outcome.IGNORED);
    }

    @Test
    void theCallsOwnTimeoutEndsAllAttempts() throws Exception {
        startTwo(new Turns(silence()));
        OkHttpClient client =
                client().newBuilder().callTimeout(Duration.ofMillis(500)).build();
        CompletableFuture<IOException> failure = failure(client.newCall(Pods.get(URL)));
        await().until(() -> pods.requests() == 1);

        timers.fire();

        assertThat(failure.get()).hasMessage("timeout");
        pods.awaitEnds();
        assertThat(pods.outcomes).hasSize(2);
    }
}
