package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import io.fairlead.resilience.RetryConfig;
import io.fairlead.testing.FakeTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Which attempts that a pod may have processed are made again, where, and what the caller sees if none is left. */
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
            pods.close();
            pods = Pods.withAttemptTimeout(Duration.ofMillis(200));
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
            OkHttpClient client = pods.client();

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
        void theTimeoutIsThatOfTheCallHoweverOftenAnInterceptorInFrontMakesIt() throws IOException {
            FakeTicker ticker = new FakeTicker();
            pods.start(new Turns(
                    Pods.code(401),
                    Pods.code(503).newBuilder().addHeader("Retry-After", "9").build(),
                    Pods.text("fine")));
            OkHttpClient client = new OkHttpClient.Builder()
                    .callTimeout(Duration.ofSeconds(10))
                    .addInterceptor(chain -> {
                        chain.proceed(chain.request()).close();
                        ticker.advance(Duration.ofSeconds(6));
                        return chain.proceed(chain.request());
                    })
                    .addInterceptor(FairleadInterceptor.builder(pods.discovery)
                            .ticker(ticker)
                            .build())
                    .build();

            assertThat(Pods.body(client.newCall(Pods.get(URL)))).isEqualTo("status 503");
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
}
