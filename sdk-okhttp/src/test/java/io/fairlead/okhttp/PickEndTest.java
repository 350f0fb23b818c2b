package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.feedback.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pick is in flight until its answer is over, and not a moment longer, whatever way it ends. */
class PickEndTest {
    private static final String URL = "http://orders.shop.svc/";

    private Pods pods = Pods.ofOrders();

    @AfterEach
    void close() {
        pods.close();
    }

    @Test
    void itEndsWithTheBodyAndNotWithTheHeaders() throws IOException {
        pods.start(request -> Pods.text("some text"));
        Response response = pods.client().newCall(Pods.get(URL)).execute();
        assertThat(pods.inFlight()).isEqualTo(1);

        assertThat(response.body().string()).isEqualTo("some text");

        assertThat(pods.inFlight()).isZero();
        assertThat(pods.outcomes).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void itEndsWhenTheBodyIsClosedUnread() throws IOException {
        pods.start(request -> Pods.text("some text"));
        Response response = pods.client().newCall(Pods.get(URL)).execute();

        response.close();

        assertThat(pods.outcomes).containsExactly(Outcome.SUCCESS);
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker")
    void anAnswerWithoutBodyNeedsNoClosing() throws IOException {
        pods.start(request -> new MockResponse.Builder().code(204).build());
        OkHttpClient client = pods.client();

        client.newCall(Pods.get(URL)).execute();
        client.newCall(new Request.Builder().url(URL).head().build()).execute();

        assertThat(pods.inFlight()).isZero();
        assertThat(pods.outcomes).containsExactly(Outcome.SUCCESS, Outcome.SUCCESS);
    }

    @Test
    void aBodyThatBreaksOffIsThePodsFault() throws IOException {
        pods.start(request -> new MockResponse.Builder()
                .body("x".repeat(1000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        try (Response response = pods.client().newCall(Pods.get(URL)).execute()) {
            assertThat(catchThrowableOfType(
                            IOException.class, () -> response.body().string()))
                    .isNotNull();
        }
        assertThat(pods.outcomes).containsExactly(Outcome.NO_ANSWER);
        assertThat(pods.requests()).isEqualTo(1);
    }

    @Test
    void aBodyThatTheCallerCancelsIsNobodysFault() throws IOException {
        pods.start(request -> new MockResponse.Builder()
                .body("x".repeat(100_000))
                .throttleBody(1000, 1, TimeUnit.SECONDS)
                .build());
        Call call = pods.client().newCall(Pods.get(URL));
        try (Response response = call.execute()) {
            response.body().source().readByte();
            call.cancel();
            assertThat(catchThrowableOfType(
                            IOException.class, () -> response.body().string()))
                    .isNotNull();
        }
        assertThat(pods.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void anExceptionOfAnotherInterceptorTeachesNothing() {
        pods.start();
        OkHttpClient client = pods.client()
                .newBuilder()
                .addInterceptor(chain -> {
                    throw new IllegalStateException("a bug");
                })
                .build();

        assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL)))).isInstanceOf(IllegalStateException.class);

        assertThat(pods.inFlight()).isZero();
        assertThat(pods.outcomes).containsExactly(Outcome.IGNORED);
    }

    @Test
    void anInterceptorInFrontThatCallsTwiceCompletesBoth() throws IOException {
        pods.start(request -> Pods.text("some text"));
        OkHttpClient client = pods.clientThatAsksTwice();

        Pods.body(client.newCall(Pods.get(URL)));

        assertThat(pods.inFlight()).isZero();
        assertThat(pods.outcomes).containsExactly(Outcome.SUCCESS, Outcome.SUCCESS);
    }

    @Test
    void aWebSocketIsInFlightUntilItIsClosed() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        pods.start(request -> new MockResponse.Builder()
                .webSocketUpgrade(new WebSocketListener() {
                    @Override
                    public void onClosing(WebSocket webSocket, int code, String reason) {
                        webSocket.close(code, reason);
                    }
                })
                .build());
        WebSocket socket = pods.client().newWebSocket(Pods.get(URL), new WebSocketListener() {
            @Override
            public void onOpen(WebSocket webSocket, Response response) {
                open.countDown();
            }

            @Override
            public void onClosed(WebSocket webSocket, int code, String reason) {
                closed.countDown();
            }
        });
        assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(pods.inFlight()).isEqualTo(1);

        socket.close(1000, "done");

        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        pods.awaitEnds();
        assertThat(pods.outcomes).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void aWebSocketThatBreaksIsOver() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        pods.start(request -> new MockResponse.Builder()
                .webSocketUpgrade(new WebSocketListener() {})
                .build());
        WebSocket socket = pods.client().newWebSocket(Pods.get(URL), new WebSocketListener() {
            @Override
            public void onOpen(WebSocket webSocket, Response response) {
                open.countDown();
            }
        });
        assertThat(open.await(10, TimeUnit.SECONDS)).isTrue();

        socket.cancel();

        pods.awaitEnds();
    }

    /** Whatever servers and callers do, in any order: nothing stays in flight, and each attempt is told once. */
    @Test
    void nothingStaysInFlight() throws Exception {
        pods.close();
        pods = Pods.withAttemptTimeout(Duration.ofMillis(60));
        Random random = new Random(20260101);
        List<MockResponse> answers = List.of(
                Pods.text("fine"),
                Pods.code(503),
                Pods.code(500),
                Pods.code(408),
                new MockResponse.Builder().code(204).build(),
                Pods.code(503).newBuilder().addHeader("Retry-After", "0").build(),
                new MockResponse.Builder()
                        .code(302)
                        .addHeader("Location", "/again")
                        .build(),
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build(),
                new MockResponse.Builder()
                        .body("x".repeat(1000))
                        .onResponseBody(new SocketEffect.CloseSocket())
                        .build(),
                new MockResponse.Builder()
                        .body("late")
                        .headersDelay(40, TimeUnit.MILLISECONDS)
                        .build(),
                new MockResponse.Builder()
                        .onResponseStart(SocketEffect.Stall.INSTANCE)
                        .build());
        for (int i = 0; i < 3; i++) {
            pods.start(request -> {
                synchronized (random) {
                    return answers.get(random.nextInt(answers.size()));
                }
            });
        }
        pods.addDead();
        OkHttpClient client =
                pods.client().newBuilder().callTimeout(Duration.ofMillis(400)).build();

        for (int i = 0; i < 150; i++) {
            Request request = i % 3 == 0 ? Pods.post(URL, okhttp3.RequestBody.create("order", null)) : Pods.get(URL);
            end(client.newCall(request), i % 5);
        }

        pods.awaitEnds();
        assertThat(pods.started.get()).isGreaterThanOrEqualTo(150);
        assertThat(pods.outcomes).hasSize(pods.started.get());
    }

    private static void end(Call call, int way) {
        try (Response response = call.execute()) {
            switch (way) {
                case 0 -> response.body().string();
                case 1 -> response.body().source().request(1);
                case 2 -> call.cancel();
                default -> response.peekBody(2);
            }
        } catch (IOException expected) {
            // One of the ways to end.
        }
    }
}
