package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.RetryConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which attempts are made again, where, and what the caller sees if none is left. */
class RetryTest {
    private static final String URL = "http://orders.shop.svc/";
    private static final RequestBody BODY = RequestBody.create("an order", MediaType.get("text/plain"));
    private static final MockResponse CUT = new MockResponse.Builder()
            .onResponseStart(new SocketEffect.CloseSocket())
            .build();

    private Pods pods = Pods.ofOrders();

    @AfterEach
    void close() {
        pods.close();
    }

    @Nested
    class Unsent {
        @Test
        void aRefusedConnectionIsTriedElsewhereForEveryMethod() throws IOException {
            MockWebServer alive = pods.start();
            pods.addDead();
            OkHttpClient client = pods.client();

            for (int i = 0; i < 4; i++) {
                assertThat(Pods.body(client.newCall(Pods.post(URL, BODY)))).isEqualTo(String.valueOf(alive.getPort()));
            }

            assertThat(alive.getRequestCount()).isEqualTo(4);
            assertThat(pods.outcomes).contains(Outcome.UNREACHABLE).endsWith(Outcome.SUCCESS);
            assertThat(pods.inFlight()).isZero();
        }

        @Test
        void aBodyThatCanBeSentOnceIsSentElsewhereAsLongAsItWasNotBegun() throws IOException {
            MockWebServer alive = pods.start();
            pods.addDead();
            OkHttpClient client = pods.client();

            for (int i = 0; i < 2; i++) {
                assertThat(Pods.body(client.newCall(Pods.post(URL, new OneShotBody()))))
                        .isEqualTo(String.valueOf(alive.getPort()));
            }
        }

        @Test
        void withoutAnyPodThatListensTheErrorTellsAllOfIt() throws IOException {
            Endpoint dead = pods.addDead();

            assertThatThrownBy(() -> Pods.body(pods.client().newCall(Pods.get(URL))))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("orders.shop:80")
                    .hasMessageContaining("127.0.0.1:" + dead.port())
                    .hasMessageContaining("not tried again")
                    .hasMessageContaining("network policy");
            assertThat(pods.inFlight()).isZero();
        }

        @Test
        void aPodThatAcceptsNoTlsInTimeIsPassedOver() throws IOException {
            pods.close();
            pods = new Pods(ServiceRef.parse("orders.shop:443"), Pods.inTurn());
            try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                pods.publish(List.of(Endpoint.of("127.0.0.1", silent.getLocalPort())));
                OkHttpClient client = Pods.client(FairleadInterceptor.builder(pods.discovery)
                        .connectTimeout(Duration.ofMillis(50))
                        .build());

                assertThatThrownBy(() -> Pods.body(client.newCall(Pods.post("https://orders.shop.svc/", BODY))))
                        .isInstanceOf(SocketTimeoutException.class)
                        .hasMessageContaining("not tried again");
                assertThat(pods.outcomes).containsOnly(Outcome.UNREACHABLE).hasSizeGreaterThan(1);
            }
        }

        @Test
        void whatTheClientItselfForbidsIsNoPodsFault() {
            pods.start();
            OkHttpClient client = pods.client()
                    .newBuilder()
                    .connectionSpecs(List.of(okhttp3.ConnectionSpec.MODERN_TLS))
                    .build();

            assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL)))).hasMessageContaining("CLEARTEXT");
            assertThat(pods.outcomes).containsExactly(Outcome.IGNORED);
        }
    }

    @Nested
    class Sent {
        @Test
        void aPostThatWasResetIsNotMadeAgain() {
            pods.start(request -> CUT);
            pods.start(request -> CUT);

            assertThatThrownBy(() -> Pods.body(pods.client().newCall(Pods.post(URL, BODY))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not idempotent");
            assertThat(pods.requests()).isEqualTo(1);
            assertThat(pods.outcomes).containsExactly(Outcome.NO_ANSWER);
        }

        @Test
        void aGetThatWasResetIsMadeAgainElsewhere() throws IOException {
            Turns turns = new Turns(CUT, Pods.text("fine"));
            pods.start(turns);
            pods.start(turns);

            assertThat(Pods.body(pods.client().newCall(Pods.get(URL)))).isEqualTo("fine");
            assertThat(pods.servers)
                    .allSatisfy(pod -> assertThat(pod.getRequestCount()).isEqualTo(1));
        }

        @Test
        void badAnswersToIdempotentRequestsAreMadeAgain() throws IOException {
            for (int code : List.of(429, 502, 503, 504)) {
                Turns turns = new Turns(Pods.code(code), Pods.code(code), Pods.text("fine"));
                try (Pods three = Pods.ofOrders()) {
                    three.start(turns);
                    three.start(turns);
                    three.start(turns);

                    assertThat(Pods.body(three.client().newCall(Pods.get(URL)))).isEqualTo("fine");
                    assertThat(three.servers)
                            .allSatisfy(pod -> assertThat(pod.getRequestCount()).isEqualTo(1));
                    assertThat(three.outcomes).containsExactly(Outcome.FAILURE, Outcome.FAILURE, Outcome.SUCCESS);
                    assertThat(three.inFlight()).isZero();
                }
            }
        }

        @Test
        void theLastBadAnswerIsTheCallers() throws IOException {
            pods.start(request -> Pods.code(503));

            try (Response response = pods.client().newCall(Pods.get(URL)).execute()) {
                assertThat(response.code()).isEqualTo(503);
                assertThat(response.body().string()).isEqualTo("status 503");
            }
            assertThat(pods.requests()).isEqualTo(3);
            assertThat(pods.inFlight()).isZero();
        }

        @Test
        void whenThePodsAreGoneBeforeTheNextAttemptTheErrorTellsOfTheLast() {
            MockWebServer pod = pods.start(request -> Pods.code(503));
            pods.whenAttemptEnds = () -> pods.publish(List.of());
            Request put = new Request.Builder().url(URL).put(BODY).build();

            assertThatThrownBy(() -> Pods.body(pods.client().newCall(put)))
                    .isNotInstanceOf(ServiceUnavailableException.class)
                    .hasMessageContaining("HTTP 503 from 127.0.0.1:" + pod.getPort())
                    .hasMessageContaining("1 attempt");
        }

        @Test
        void otherAnswersAreTheCallersAtOnce() throws IOException {
            for (int code : List.of(400, 404, 500, 501)) {
                pods.start(request -> Pods.code(code));
                pods.publish(List.of(Pods.endpoint(pods.servers.get(pods.servers.size() - 1))));
                try (Response response = pods.client().newCall(Pods.get(URL)).execute()) {
                    assertThat(response.code()).isEqualTo(code);
                }
            }
            assertThat(pods.requests()).isEqualTo(4);
            assertThat(pods.outcomes)
                    .containsExactly(Outcome.SUCCESS, Outcome.SUCCESS, Outcome.FAILURE, Outcome.FAILURE);
        }

        @Test
        void theCallersOwnCodesReplaceTheDefault() throws IOException {
            Turns turns = new Turns(Pods.code(500), Pods.text("fine"));
            pods.start(turns);
            OkHttpClient client = Pods.client(FairleadInterceptor.builder(pods.discovery)
                    .retryCodes(Set.of(500))
                    .build());

            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("fine");
        }

        @Test
        void aTagMakesAPostIdempotentAndAGetNot() throws IOException {
            Turns turns = new Turns(Pods.code(503), Pods.text("fine"), Pods.code(503));
            pods.start(turns);
            OkHttpClient client = pods.client();

            Request post = Pods.post(URL, BODY)
                    .newBuilder()
                    .tag(Idempotent.class, Idempotent.YES)
                    .build();
            assertThat(Pods.body(client.newCall(post))).isEqualTo("fine");
            Request get = Pods.get(URL)
                    .newBuilder()
                    .tag(Idempotent.class, Idempotent.NO)
                    .build();
            assertThat(Pods.body(client.newCall(get))).isEqualTo("status 503");
        }

        @Test
        void aPredicateOfTheCallersSaysWhatIsIdempotent() throws IOException {
            pods.start(new Turns(Pods.code(503), Pods.text("fine")));
            OkHttpClient client = Pods.client(FairleadInterceptor.builder(pods.discovery)
                    .idempotent(request -> request.header("Idempotency-Key") != null)
                    .build());

            Request post = Pods.post(URL, BODY)
                    .newBuilder()
                    .header("Idempotency-Key", "1")
                    .build();
            assertThat(Pods.body(client.newCall(post))).isEqualTo("fine");
        }

        @Test
        void theBudgetOfTheServiceBoundsRetries() throws IOException {
            pods.close();
            pods = new Pods(
                    ServiceRef.parse("orders.shop:80"),
                    Pods.inTurn().retry(RetryConfig.defaults().withBudget(0, 0)));
            pods.start(request -> Pods.code(503));

            assertThat(Pods.body(pods.client().newCall(Pods.get(URL)))).isEqualTo("status 503");
            assertThat(pods.requests()).isEqualTo(1);
        }

        @Test
        void aBodyThatCanBeSentOnceIsNotMadeAgainOnceBegun() throws IOException {
            pods.start(request -> Pods.code(503));
            Request put = new Request.Builder().url(URL).put(new OneShotBody()).build();

            assertThat(Pods.body(pods.client().newCall(put))).isEqualTo("status 503");
            assertThat(pods.requests()).isEqualTo(1);
        }

        @Test
        void aSilentPodIsGivenUpAfterTheAttemptTimeout() throws IOException {
            Turns turns = new Turns(
                    new MockResponse.Builder()
                            .onResponseStart(SocketEffect.Stall.INSTANCE)
                            .build(),
                    new MockResponse.Builder()
                            .body("slow but fine")
                            .bodyDelay(400, TimeUnit.MILLISECONDS)
                            .build());
            pods.start(turns);
            pods.start(turns);
            OkHttpClient client = Pods.client(FairleadInterceptor.builder(pods.discovery)
                    .attemptTimeout(Duration.ofMillis(200))
                    .build());

            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("slow but fine");
            assertThat(pods.outcomes).containsExactly(Outcome.NO_ANSWER, Outcome.SUCCESS);
        }

        @Test
        void aRequestBodyThatCannotBeReadIsNoPodsFault() {
            pods.start();
            RequestBody broken = new OneShotBody() {
                @Override
                public boolean isOneShot() {
                    return false;
                }

                @Override
                public void writeTo(BufferedSink sink) throws IOException {
                    throw new IOException("the file is gone");
                }
            };
            Request put = new Request.Builder().url(URL).put(broken).build();

            assertThatThrownBy(() -> Pods.body(pods.client().newCall(put))).hasMessage("the file is gone");
            assertThat(pods.outcomes).containsExactly(Outcome.IGNORED);
            assertThat(pods.inFlight()).isZero();
        }
    }

    @Nested
    class AskedToWait {
        @Test
        void retryAfterIsObeyedWithinTheCallsTimeout() throws IOException {
            pods.start(new Turns(
                    Pods.code(503).newBuilder().addHeader("Retry-After", "1").build(), Pods.text("fine")));
            OkHttpClient client = pods.client()
                    .newBuilder()
                    .callTimeout(Duration.ofSeconds(20))
                    .build();

            try (Response response = client.newCall(Pods.get(URL)).execute()) {
                assertThat(response.body().string()).isEqualTo("fine");
            }
            assertThat(pods.requests()).isEqualTo(2);
        }

        @Test
        void aLongerWaitThanTheTimeoutIsNotBegun() throws IOException {
            pods.start(request ->
                    Pods.code(429).newBuilder().addHeader("Retry-After", "60").build());
            OkHttpClient client = pods.client()
                    .newBuilder()
                    .callTimeout(Duration.ofSeconds(20))
                    .build();

            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("status 429");
            assertThat(pods.requests()).isEqualTo(1);
        }

        @Test
        void withoutATimeoutNoServerMakesACallSleepForLong() throws IOException {
            pods.start(request ->
                    Pods.code(503).newBuilder().addHeader("Retry-After", "3600").build());

            assertThat(Pods.body(pods.client().newCall(Pods.get(URL)))).isEqualTo("status 503");
            assertThat(pods.requests()).isEqualTo(1);
        }

        @Test
        void a408IsMadeAgainOnceWhateverTheMethod() throws IOException {
            pods.start(new Turns(Pods.code(408), Pods.text("fine"), Pods.code(408), Pods.code(408)));
            OkHttpClient client = pods.client();

            assertThat(Pods.body(client.newCall(Pods.post(URL, BODY)))).isEqualTo("fine");
            assertThat(Pods.body(client.newCall(Pods.post(URL, BODY)))).isEqualTo("status 408");
            assertThat(pods.requests()).isEqualTo(4);
        }

        @Test
        void a503ThatOkHttpFollowsByItselfIsCounted() throws IOException {
            pods.close();
            pods = new Pods(
                    ServiceRef.parse("orders.shop:80"),
                    Pods.inTurn().retry(RetryConfig.defaults().withBudget(0, 1)));
            pods.start(new Turns(
                    Pods.code(503).newBuilder().addHeader("Retry-After", "0").build(), Pods.text("fine")));

            assertThat(Pods.body(pods.client().newCall(Pods.post(URL, BODY)))).isEqualTo("fine");

            int left = 0;
            while (pods.discovery.group(pods.service).retryBudget().tryRetry()) {
                left++;
            }
            assertThat(left).isEqualTo(9); // one a second over ten seconds, less one
        }
    }

    @Nested
    class UsedConnections {
        @Test
        void aPostThatFailsOnAUsedConnectionIsMadeAgainOnce() throws IOException {
            Turns turns = new Turns(Pods.text("one"), Pods.text("two"), CUT, Pods.text("three"));
            pods.start(turns);
            pods.start(turns);
            OkHttpClient client = pods.client();
            Pods.body(client.newCall(Pods.post(URL, BODY)));
            Pods.body(client.newCall(Pods.post(URL, BODY)));

            assertThat(Pods.body(client.newCall(Pods.post(URL, BODY)))).isEqualTo("three");
            assertThat(pods.requests()).isEqualTo(4);
            assertThat(pods.servers)
                    .allSatisfy(pod -> assertThat(pod.getRequestCount()).isEqualTo(2));
        }

        @Test
        void notTwice() throws IOException {
            Turns turns = new Turns(Pods.text("one"), Pods.text("two"), CUT, CUT, Pods.text("three"));
            pods.start(turns);
            pods.start(turns);
            OkHttpClient client = pods.client();
            Pods.body(client.newCall(Pods.post(URL, BODY)));
            Pods.body(client.newCall(Pods.post(URL, BODY)));

            assertThatThrownBy(() -> Pods.body(client.newCall(Pods.post(URL, BODY))))
                    .hasMessageContaining("not idempotent");
            assertThat(pods.requests()).isEqualTo(4);
        }

        @Test
        void notWhereTheClientForbidsRetries() throws IOException {
            Turns turns = new Turns(Pods.text("one"), CUT, Pods.text("two"));
            pods.start(turns);
            OkHttpClient client =
                    pods.client().newBuilder().retryOnConnectionFailure(false).build();
            Pods.body(client.newCall(Pods.post(URL, BODY)));

            assertThatThrownBy(() -> Pods.body(client.newCall(Pods.post(URL, BODY))))
                    .isInstanceOf(IOException.class);
            assertThat(pods.requests()).isEqualTo(2);
        }
    }

    @Nested
    class Http2 {
        @Test
        void aRefusedStreamIsMadeAgainWhateverTheMethod() throws IOException {
            Turns turns = new Turns(refused(), Pods.text("fine"));
            pods.startH2(turns);
            pods.startH2(turns);

            assertThat(Pods.body(h2().newCall(Pods.post(URL, BODY)))).isEqualTo("fine");
            assertThat(pods.requests()).isEqualTo(2);
        }

        @Test
        void aServerThatRefusesEverythingIsNotAskedForEver() {
            pods.startH2(new Turns(refused()));

            assertThatThrownBy(() -> Pods.body(h2().newCall(Pods.post(URL, BODY))))
                    .isInstanceOf(IOException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("orders.shop:80"));
            assertThat(pods.requests()).isEqualTo(4);
            assertThat(pods.inFlight()).isZero();
        }

        private OkHttpClient h2() {
            return pods.client()
                    .newBuilder()
                    .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                    .build();
        }

        private static MockResponse refused() {
            return new MockResponse.Builder()
                    .onRequestStart(new SocketEffect.CloseStream(7)) // REFUSED_STREAM
                    .build();
        }
    }

    @Nested
    class Canceled {
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
            OkHttpClient client = pods.client()
                    .newBuilder()
                    .callTimeout(Duration.ofMillis(300))
                    .build();

            assertThatThrownBy(() -> Pods.body(client.newCall(Pods.get(URL)))).hasMessage("timeout");
            assertThat(pods.outcomes).containsExactly(Outcome.NO_ANSWER);
        }

        private static CompletableFuture<Throwable> failureOf(Call call) {
            return CompletableFuture.supplyAsync(() -> catchThrowableOfType(Throwable.class, () -> Pods.body(call)));
        }
    }

    private static class OneShotBody extends RequestBody {
        private final AtomicBoolean written = new AtomicBoolean();

        @Override
        public @Nullable MediaType contentType() {
            return null;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            assertThat(written.compareAndSet(false, true)).as("written once").isTrue();
            sink.writeUtf8("once");
        }
    }
}
