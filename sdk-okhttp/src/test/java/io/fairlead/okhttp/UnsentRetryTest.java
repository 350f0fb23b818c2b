package io.fairlead.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.endpoint.Endpoint;
import io.fairlead.endpoint.ServiceRef;
import io.fairlead.feedback.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Attempts that no pod has processed: not connected, on a connection that was closed meanwhile, refused. */
class UnsentRetryTest {
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
            await().untilAsserted(() -> assertThat(pods.requests()).isEqualTo(2));
        }

        @Test
        void aServerThatRefusesEverythingIsNotAskedForEver() {
            pods.startH2(new Turns(refused()));

            assertThatThrownBy(() -> Pods.body(h2().newCall(Pods.post(URL, BODY))))
                    .isInstanceOf(IOException.class)
                    .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("orders.shop:80"));
            // A refusal is on its way to the client before the server has counted what it refuses.
            await().untilAsserted(() -> assertThat(pods.requests()).isEqualTo(4));
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
}
